package io.gantry.cli;

import io.gantry.settings.Announcement;
import io.gantry.settings.HostAndPort;
import io.gantry.settings.Setting;
import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Checks what Gantry needs of this machine. Each check is one line; a problem's line is followed by what to do. */
@Command(name = "doctor", description = "Check this machine and say what to do.")
final class Doctor implements Callable<Integer> {
    private static final long ENOUGH_DISK_BYTES = 1L << 30;
    private static final Pattern AWS_VERSION = Pattern.compile("aws-cli/(\\d+)\\.(\\d+)");

    @Mixin
    private Home home = new Home();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private int problems;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        check(out, "settings", this::settings);
        check(out, "java", Doctor::java);
        check(out, "docker", Doctor::docker);
        check(out, "cgroup", Doctor::cgroup);
        check(out, "disk", this::disk);
        check(out, "aws cli", Doctor::awsCli);
        check(out, "server", this::server);
        check(out, "host", this::host);
        check(out, "start-up", this::caches);
        out.println(problems == 0 ? "All is well." : problems + (problems == 1 ? " problem." : " problems."));
        return problems == 0 ? 0 : 1;
    }

    /**
     * What a check found.
     *
     * @param advice what to do; empty when all is well
     */
    record Finding(String what, String advice) {
        static Finding ok(String what) {
            return new Finding(what, "");
        }
    }

    private void check(PrintWriter out, String name, Callable<Finding> check) {
        Finding finding = run(check);
        boolean ok = finding.advice().isEmpty();
        out.printf("%-9s %-10s %s%n", ok ? "ok" : "PROBLEM", name, finding.what());
        if (!ok) {
            problems++;
            out.printf("%20s -> %s%n", "", finding.advice());
        }
    }

    private static Finding run(Callable<Finding> check) {
        try {
            return check.call();
        } catch (SettingsException | CommandFailure told) {
            return new Finding("not usable", String.valueOf(told.getMessage()));
        } catch (Exception broken) {
            // A check that breaks is a finding: the other checks go on.
            return new Finding("could not be checked: " + broken, "Report this with the text above.");
        }
    }

    private Finding settings() {
        Settings settings = home.settings();
        settings.accountId();
        settings.region();
        settings.localProfile();
        settings.address(Setting.LISTEN);
        return Finding.ok(settings.home() + ", " + settings.values().size() + " settings of its own");
    }

    private static Finding java() {
        return Finding.ok(Runtime.version() + " at " + System.getProperty("java.home"));
    }

    private static Finding docker() throws IOException {
        Optional<String> version = output(List.of("docker", "version", "--format", "{{.Server.Version}}"));
        return version.map(v -> Finding.ok("engine " + v))
                .orElseGet(() -> new Finding(
                        "no engine answers", "./gantry up starts or installs one; or start dockerd by hand."));
    }

    private static Finding cgroup() {
        if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
            return Finding.ok("version 2");
        }
        return Files.isDirectory(Path.of("/sys/fs/cgroup/memory"))
                ? Finding.ok("version 1")
                : new Finding("no cgroups are mounted", "Limits of tasks need them: mount cgroup2 at /sys/fs/cgroup.");
    }

    private Finding disk() throws IOException {
        Path there = home.path();
        while (!Files.exists(there)) {
            there = Optional.ofNullable(there.getParent()).orElse(Path.of("/"));
        }
        long free = Files.getFileStore(there).getUsableSpace();
        String text = (free >> 20) + " MiB free at " + there;
        return free >= ENOUGH_DISK_BYTES
                ? Finding.ok(text)
                : new Finding(text, "Free some: with a full disk the server refuses to write.");
    }

    private static Finding awsCli() throws IOException {
        Optional<String> version = output(List.of("aws", "--version"));
        if (version.isEmpty()) {
            return Finding.ok("none on the PATH (Gantry does not need it)");
        }
        return tooOld(version.get())
                ? new Finding(
                        version.get(),
                        "It ignores AWS_ENDPOINT_URL and would call AWS itself: use 1.29 or 2.13 or newer, or give"
                                + " --endpoint-url each time.")
                : Finding.ok(version.get());
    }

    static boolean tooOld(String awsVersion) {
        Matcher numbers = AWS_VERSION.matcher(awsVersion);
        if (!numbers.find()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        return major == 1 ? minor < 29 : major == 2 && minor < 13;
    }

    private Finding server() throws IOException {
        Optional<Announcement> announced = Announcement.read(home.path());
        boolean alive = announced
                .flatMap(a -> ProcessHandle.of(a.processId()))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        if (!alive) {
            HostAndPort listen = home.settings().address(Setting.LISTEN);
            return new Finding(
                    "does not run",
                    free(listen)
                            ? "./gantry up"
                            : "Another program holds " + listen + ": end it, or ./gantry up --listen 127.0.0.1:PORT");
        }
        new EcsReader(home.ecs()).clusters();
        return Finding.ok(announced.map(Announcement::endpoint).orElse(""));
    }

    /** A process that could not use its cache starts without one and says nothing; what it has mapped tells. */
    private Finding caches() throws IOException {
        List<String> without = new ArrayList<>();
        int running = 0;
        for (String name : List.of("server", "node")) {
            Path file = home.path().resolve("run").resolve(name + ".pid");
            Path maps = Files.exists(file)
                    ? Path.of("/proc", Files.readString(file).strip(), "maps")
                    : Path.of("/proc/none");
            if (Files.isReadable(maps)) {
                running++;
                try (Stream<String> lines = Files.lines(maps)) {
                    if (lines.noneMatch(line -> line.endsWith("/" + name + ".aot"))) {
                        without.add(name);
                    }
                }
            }
        }
        if (running == 0) {
            return Finding.ok("nothing runs");
        }
        return Finding.ok(
                without.isEmpty()
                        ? "ahead-of-time caches are in use"
                        : "no ahead-of-time cache in use by: " + String.join(", ", without)
                                + " (it starts slower; remove the directory dist to have it built again)");
    }

    private Finding host() {
        if (Announcement.read(home.path()).isEmpty()) {
            return new Finding("there is no server yet", "./gantry up");
        }
        EcsReader reader = new EcsReader(home.ecs());
        int hosts = 0;
        int connected = 0;
        for (JsonNode cluster : reader.clusters()) {
            for (JsonNode instance : reader.containerInstances(EcsReader.text(cluster, "clusterName"))) {
                hosts++;
                connected += instance.path("agentConnected").asBoolean(false) ? 1 : 0;
            }
        }
        String text = connected + " of " + hosts + " hosts connected";
        return connected > 0 && connected == hosts
                ? Finding.ok(text)
                : new Finding(text, "./gantry up starts this machine's node; ./gantry logs node says why it is away.");
    }

    private static boolean free(HostAndPort listen) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(listen.host(), listen.port()));
            return true;
        } catch (java.net.BindException taken) {
            return false;
        }
    }

    /** The first line a program prints, if it is there and ends well. */
    private static Optional<String> output(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            return Optional.empty();
        }
        try (var reader = process.inputReader()) {
            String line = reader.readLine();
            boolean well = process.waitFor() == 0;
            return well ? Optional.ofNullable(line) : Optional.empty();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
