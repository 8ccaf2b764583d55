package io.gantry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.conformance.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A baseline server of ours in a JVM of its own, with the same options as Gantry's server. It prints its port first. */
record ChildProcess(Process process, URI address) implements AutoCloseable {
    /** Linux counts processor time for programs in hundredths of a second. */
    private static final double TICKS = 100;

    static ChildProcess start(String main) throws IOException {
        List<String> words = new ArrayList<>(Programs.ownJava(main));
        words.add(1, "-Dlogback.configurationFile=benchmarks-logback.xml");
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (port == null) {
            throw new IOException(main + " did not start");
        }
        return new ChildProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    /** Processor time that a process has taken since its start. */
    static double processorSeconds(long processId) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + processId + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Resident memory of a process in MiB. */
    static double residentMebibytes(long processId) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + processId + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        throw new IOException("process " + processId + " has no resident memory");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
