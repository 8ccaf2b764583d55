package io.gantry.cli;

import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.settings.JoinToken;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What another program or machine needs to reach this server. The launcher prints the plain exports itself. */
@Command(name = "env", description = "Print how to reach this server.")
final class Exports implements Callable<Integer> {
    @Mixin
    private Home home = new Home();

    @Option(names = "--join", description = "Print the command that makes another machine a host.")
    private boolean join;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Announcement server = home.announcement();
        if (!join) {
            out.println("export AWS_ENDPOINT_URL=" + server.endpoint());
            return 0;
        }
        AccessKey node = AccessKey.read(AccessKey.nodeFile(home.path()))
                .orElseThrow(() -> new CommandFailure("the node key is missing; ./gantry up makes it."));
        if (server.endpoint().contains("//127.") || server.endpoint().contains("//localhost")) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "gantry: the server listens on loopback only, so no other machine reaches it. Start it with"
                                    + " --listen 0.0.0.0:4566 --endpoint http://ADDRESS:4566 first.");
        }
        out.println("./gantry node --join " + server.endpoint() + " --token "
                + new JoinToken(node, server.region()).text());
        return 0;
    }
}
