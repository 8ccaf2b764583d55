package io.gantry.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server and one node for all cases of a run: they are started for the first case that asks for a
 * {@link RunningGantry}, and go when the run ends. After each case its services are deleted and its tasks stopped and
 * awaited, so that the next one finds the host empty.
 */
final class SharedGantry implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedGantry.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningGantry.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return gantry(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        new EcsServices(gantry(context)).deleteAll();
        EcsTasks ecs = new EcsTasks(gantry(context));
        List<String> left = ecs.tasks("RUNNING");
        left.forEach(ecs::stop);
        left.forEach(arn -> ecs.await(arn, "STOPPED"));
    }

    private static RunningGantry gantry(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class)
                .gantry();
    }

    /** The processes and their home, closed by JUnit with its root store, or by the end of this process. */
    private static final class Running implements AutoCloseable {
        private final Path home = home();
        private final RunningGantry gantry = RunningGantry.start(home);
        private final Thread late = new Thread(gantry::close, "stop-gantry");

        Running() {
            Runtime.getRuntime().addShutdownHook(late);
        }

        RunningGantry gantry() {
            return gantry;
        }

        @Override
        public void close() throws IOException {
            Runtime.getRuntime().removeShutdownHook(late);
            gantry.close();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        private static Path home() {
            try {
                return Files.createTempDirectory("gantry-conformance");
            } catch (IOException unusable) {
                throw new UncheckedIOException(unusable);
            }
        }
    }
}
