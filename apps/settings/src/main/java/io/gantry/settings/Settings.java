package io.gantry.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings in force. A flag wins over an environment variable, which wins over {@code gantry.conf} in the home.
 *
 * @param values what was configured; the rest are presets
 * @param arguments what is no flag, in order: a command and its operands
 */
public record Settings(Path home, Map<Setting, String> values, List<String> arguments) {
    /** Variables that start with {@code GANTRY_} and belong to the launcher, the tests or the benchmarks. */
    private static final Set<String> NOT_SETTINGS = Set.of("GANTRY_JAVA_HOME", "GANTRY_JAVA_OPTIONS", "GANTRY_TREE");

    private static final List<String> NOT_SETTINGS_PREFIXES = List.of("GANTRY_TEST_", "GANTRY_BENCH_", "GANTRY_SIM");

    public Settings {
        values = Map.copyOf(values);
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads flags, environment and file.
     *
     * @throws SettingsException for an unknown setting, or a file that cannot be read
     */
    public static Settings load(List<String> commandLine, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        Map<Setting, String> flags = flags(commandLine, arguments);
        Map<Setting, String> variables = variables(environment);
        String homeText = flags.getOrDefault(
                Setting.HOME,
                variables.getOrDefault(Setting.HOME, environment.getOrDefault("HOME", "/root") + "/.gantry"));
        Path home = Path.of(homeText).toAbsolutePath().normalize();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.putAll(file(home.resolve("gantry.conf")));
        values.putAll(variables);
        values.putAll(flags);
        return new Settings(home, values, arguments);
    }

    /** The value in force, empty when there is none. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.preset());
    }

    /** The value in force, if it is not empty. */
    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(v -> !v.isEmpty());
    }

    /** The value in force as a number that is not negative. */
    public int number(Setting setting) {
        String text = text(setting);
        if (!text.matches("\\d{1,9}")) {
            throw new SettingsException(setting.key() + " is \"" + text + "\", but it must be a whole number.");
        }
        return Integer.parseInt(text);
    }

    /** The value in force as a time such as {@code 30s}, {@code 10m} or {@code 3h}. */
    public Duration duration(Setting setting) {
        String text = matching(setting, "[1-9]\\d{0,5}[smh]", "a time such as 30s, 10m or 3h");
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** The value in force as an address and a port. */
    public HostAndPort address(Setting setting) {
        return HostAndPort.parse(setting, text(setting));
    }

    /** The account id, checked. */
    public String accountId() {
        return matching(Setting.ACCOUNT_ID, "\\d{12}", "twelve digits");
    }

    /** The region, checked. */
    public String region() {
        return matching(Setting.REGION, "[a-z]{2}(-[a-z]+)+-\\d+", "a region's name such as us-east-1");
    }

    /** Whether the {@code local} profile is in force, with its shorter defaults. */
    public boolean localProfile() {
        return matching(Setting.PROFILE, "local|aws", "local or aws").equals("local");
    }

    private String matching(Setting setting, String pattern, String what) {
        String text = text(setting);
        if (!text.matches(pattern)) {
            throw new SettingsException(setting.key() + " is \"" + text + "\", but it must be " + what + ".");
        }
        return text;
    }

    private static Map<Setting, String> flags(List<String> commandLine, List<String> arguments) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        for (int i = 0; i < commandLine.size(); i++) {
            String word = commandLine.get(i);
            if (!word.startsWith("--")) {
                arguments.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String flag = equals < 0 ? word : word.substring(0, equals);
            Setting setting = Setting.byFlag(flag)
                    .orElseThrow(() -> new SettingsException(
                            "there is no flag " + flag + ". docs/configuration.md lists every setting."));
            if (equals < 0 && i + 1 == commandLine.size()) {
                throw new SettingsException(flag + " needs a value, for example " + flag + " " + setting.preset());
            }
            found.put(setting, equals < 0 ? commandLine.get(++i) : word.substring(equals + 1));
        }
        return found;
    }

    private static Map<Setting, String> variables(Map<String, String> environment) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        environment.forEach((name, value) -> {
            if (!name.startsWith("GANTRY_")
                    || NOT_SETTINGS.contains(name)
                    || NOT_SETTINGS_PREFIXES.stream().anyMatch(name::startsWith)) {
                return;
            }
            Setting setting = Setting.byVariable(name)
                    .orElseThrow(() -> new SettingsException("the environment sets " + name
                            + ", which is no setting of Gantry. Unset it; docs/configuration.md lists every setting."));
            found.put(setting, value);
        });
        return found;
    }

    private static Map<Setting, String> file(Path file) {
        Map<Setting, String> found = new EnumMap<>(Setting.class);
        KeyValueFile.read(file).forEach((key, value) -> {
            Setting setting = Setting.byKey(key)
                    .filter(s -> s != Setting.HOME)
                    .orElseThrow(() -> new SettingsException(file + " sets \"" + key
                            + "\", which is no setting of this file. Remove it; docs/configuration.md lists them."));
            found.put(setting, value);
        });
        return found;
    }
}
