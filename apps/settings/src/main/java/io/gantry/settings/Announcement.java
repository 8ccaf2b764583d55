package io.gantry.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server of a home writes to {@code run/server} once it answers, so that the launcher, the command line and a node
 * on the same machine find it.
 *
 * @param endpoint the URL to call
 * @param accountId twelve digits
 * @param region for example {@code us-east-1}
 * @param processId of the server
 * @param localProfile whether it goes by the short periods of one machine
 */
public record Announcement(String endpoint, String accountId, String region, long processId, boolean localProfile) {

    /** The announcement in {@code home}; it may be of a server that has ended since. */
    public static Optional<Announcement> read(Path home) {
        Map<String, String> values = KeyValueFile.read(file(home));
        String endpoint = values.getOrDefault("endpoint", "");
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Announcement(
                endpoint,
                values.getOrDefault("account-id", Setting.ACCOUNT_ID.preset()),
                values.getOrDefault("region", Setting.REGION.preset()),
                Long.parseLong(values.getOrDefault("process-id", "0")),
                !values.getOrDefault("profile", Setting.PROFILE.preset()).equals("aws")));
    }

    /** Writes it. */
    public void write(Path home) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("endpoint", endpoint);
        values.put("account-id", accountId);
        values.put("region", region);
        values.put("process-id", Long.toString(processId));
        values.put("profile", localProfile ? "local" : "aws");
        KeyValueFile.write(file(home), values);
    }

    private static Path file(Path home) {
        return home.resolve("run").resolve("server");
    }
}
