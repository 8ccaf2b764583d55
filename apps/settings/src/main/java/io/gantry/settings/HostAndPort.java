package io.gantry.settings;

/**
 * Where to listen.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 0 to 65535, 0 for any free one
 */
public record HostAndPort(String host, int port) {

    /** Parses {@code host:port}, {@code [v6]:port} or {@code :port} (every address). */
    public static HostAndPort parse(Setting setting, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw bad(setting, text);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > 65535) {
                throw bad(setting, text);
            }
            return new HostAndPort(host.isEmpty() ? "0.0.0.0" : host, port);
        } catch (NumberFormatException notANumber) {
            throw bad(setting, text);
        }
    }

    private static SettingsException bad(Setting setting, String text) {
        return new SettingsException(setting.key() + " is \"" + text
                + "\", but it must be an address and a port, for example 127.0.0.1:4566.");
    }

    /** Whether only this machine can reach it. Decided by its look, without asking a name server. */
    public boolean loopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
