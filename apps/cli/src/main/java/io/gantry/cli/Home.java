package io.gantry.cli;

import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The home that a command is about; every command takes {@code --home}. */
final class Home {
    @Option(
            names = "--home",
            paramLabel = "DIRECTORY",
            description = "What Gantry keeps on this machine (default: GANTRY_HOME, else ~/.gantry).")
    private String home = "";

    Settings settings() {
        return Settings.load(home.isEmpty() ? List.of() : List.of("--home", home), System.getenv());
    }

    Path path() {
        return settings().home();
    }

    Announcement announcement() {
        return Announcement.read(path())
                .orElseThrow(() -> new CommandFailure("there is no server in " + path() + ". Run ./gantry up first."));
    }

    /** A client of ECS with the home's root key. */
    AwsClient ecs() {
        return client(AwsClient.Service.ECS, announcement().region());
    }

    /** A client of a service in a region with the home's root key. */
    AwsClient client(AwsClient.Service service, String region) {
        AccessKey root = AccessKey.read(AccessKey.rootFile(path()))
                .orElseThrow(() -> new CommandFailure(
                        "the root key is missing: " + AccessKey.rootFile(path()) + ". ./gantry up makes a new one."));
        return new AwsClient(announcement().endpoint(), service, region, root);
    }
}
