package io.gantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.control.RealEnv;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation with random input and random output against botocore, AWS's own Python client, with a fixed seed. The
 * signatures are botocore's too. Skipped, and said so, where there is no botocore.
 */
final class BotocoreRoundTripTest {
    private static final String SEED = "20261121";
    private static final String ROUNDS = "6";

    @Test
    void everyEcsOperationComesThroughWhole(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(hasBotocore(folder), "botocore is not installed: the round trip against it is skipped");
        roundTrip(folder, EcsApi.MODEL, "ecs");
    }

    private static void roundTrip(Path folder, ServiceModel model, String service)
            throws IOException, InterruptedException {
        Path script = folder.resolve("round_trip.py");
        try (var in = BotocoreRoundTripTest.class.getResourceAsStream("/botocore_round_trip.py")) {
            assertThat(in).isNotNull();
            Files.write(script, in.readAllBytes());
        }
        try (RealEnv env = new RealEnv();
                EchoServer server = new EchoServer(model, env)) {
            List<String> command = new ArrayList<>(
                    List.of("python3", script.toString(), server.endpoint().toString(), service, SEED, ROUNDS));
            model.operations().stream().map(OperationType::name).forEach(command::add);
            String printed = run(folder, command);
            assertThat(printed).endsWith("0 faults");
            assertThat(printed).contains(model.operations().size() * Integer.parseInt(ROUNDS) + " calls");
            assertThat(env.faultCount()).isZero();
        }
    }

    private static boolean hasBotocore(Path folder) throws InterruptedException {
        try {
            return run(folder, List.of("python3", "-c", "import botocore; print('there')"))
                    .equals("there");
        } catch (IOException noPython) {
            return false;
        }
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readString(output, StandardCharsets.UTF_8).strip();
    }
}
