package io.gantry.survival;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * {@link ThreeHosts} for all cases of a run: they are made for the first case that asks for them, and go when the run ends,
 * however it ends. After each case its services are deleted and its tasks stopped, because placement counts what is there.
 */
final class SharedHosts implements ParameterResolver, AfterEachCallback, ExecutionCondition {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedHosts.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean able = System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/sbin/dockerd"));
        return able
                ? ConditionEvaluationResult.enabled("root and dockerd are here")
                : ConditionEvaluationResult.disabled("skipped: hosts of our own need root and dockerd");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ThreeHosts.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return hosts(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Scene scene = hosts(context).scene();
        EcsCalls calls = scene.gantry().calls();
        for (var arn : calls.ok("ListServices", EcsCalls.object()).path("serviceArns")) {
            var _ = calls.ok(
                    "DeleteService", EcsCalls.object().put("force", true).put("service", arn.asString()));
        }
        tasks(calls, "RUNNING").forEach(scene::stop);
        tasks(calls, "STOPPED").forEach(task -> scene.await(task, "STOPPED"));
    }

    private static Stream<String> tasks(EcsCalls calls, String desired) {
        var input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("desiredStatus", desired);
        Stream.Builder<String> all = Stream.builder();
        calls.ok("ListTasks", input).path("taskArns").forEach(arn -> all.add(arn.asString()));
        return all.build();
    }

    private static ThreeHosts hosts(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Made.class, key -> new Made(), Made.class)
                .hosts();
    }

    /** The hosts and their home, closed by JUnit with its root store, or by the end of this process. */
    private static final class Made implements AutoCloseable {
        private final Path home;
        private final ThreeHosts hosts;
        private final Thread late;

        Made() {
            try {
                home = Files.createTempDirectory("gantry-hosts");
                hosts = ThreeHosts.start(home, "--replace-after=5s");
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
            late = new Thread(hosts::close, "remove-hosts");
            Runtime.getRuntime().addShutdownHook(late);
        }

        ThreeHosts hosts() {
            return hosts;
        }

        @Override
        public void close() throws IOException {
            Runtime.getRuntime().removeShutdownHook(late);
            hosts.close();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
