package io.gantry.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.control.RealEnv;
import io.gantry.models.autoscaling.AutoscalingApi;
import io.gantry.models.cloudwatch.CloudwatchApi;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.models.ecs.EcsApi;
import io.gantry.models.efs.EfsApi;
import io.gantry.models.eks.EksApi;
import io.gantry.models.elbv2.Elbv2Api;
import io.gantry.models.iam.IamApi;
import io.gantry.models.s3.S3Api;
import io.gantry.models.sts.StsApi;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation with random input and random output against botocore, AWS's own Python client, with a fixed seed. The
 * signatures are botocore's too. Skipped, and said so, where there is no botocore.
 */
final class BotocoreRoundTripTest {
    private static final String SEED = "20261121";

    /** The first round sets every member. {@code -Dgantry.rounds=6} makes more of them. */
    private static final int ROUNDS = Integer.getInteger("gantry.rounds", 2);

    /** Calls that AWS takes without a signature, which the gateway does not yet. */
    private static final Set<String> UNSIGNED = Set.of("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

    private static final Pattern COUNTS =
            Pattern.compile("(\\d+) calls, (\\d+) operations that the peer lacks, 0 faults");

    /** Members of S3 that botocore's own code computes, decodes or adds on the way. */
    private static final List<String> SET_BY_BOTOCORE = List.of(
            "ChecksumAlgorithm",
            "ContentMD5",
            "CopySourceSSECustomerKey",
            "EncodingType",
            "Expires",
            "SSECustomerKey",
            "SSECustomerKeyMD5");

    /**
     * A service and botocore's name of it.
     *
     * @param protocol one of several where botocore may choose, else {@code -}
     * @param without members that only botocore has, because our classes are older, with commas; {@code -} is none
     */
    record Peer(ServiceModel model, String service, String protocol, String without) {
        Peer(ServiceModel model, String service) {
            this(model, service, "-", "-");
        }

        @Override
        public String toString() {
            return service + (protocol.equals("-") ? "" : " by " + protocol);
        }
    }

    static Stream<Peer> peers() {
        return Stream.of(
                new Peer(EcsApi.MODEL, "ecs"),
                new Peer(AutoscalingApi.MODEL, "autoscaling", "-", "AvailabilityZoneId,AvailabilityZoneIds"),
                new Peer(Ec2Api.MODEL, "ec2", "-", "Public"),
                new Peer(EfsApi.MODEL, "efs"),
                new Peer(EksApi.MODEL, "eks"),
                new Peer(Elbv2Api.MODEL, "elbv2"),
                new Peer(IamApi.MODEL, "iam"),
                new Peer(S3Api.MODEL, "s3", "-", String.join(",", SET_BY_BOTOCORE)),
                new Peer(StsApi.MODEL, "sts"),
                new Peer(CloudwatchApi.MODEL, "cloudwatch", "query", "-"),
                new Peer(CloudwatchApi.MODEL, "cloudwatch", "json", "-"),
                new Peer(CloudwatchApi.MODEL, "cloudwatch", "smithy-rpc-v2-cbor", "-"));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void everyOperationComesThroughWhole(Peer peer, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(hasBotocore(folder), "botocore is not installed: the round trip against it is skipped");
        roundTrip(folder, peer);
    }

    private static void roundTrip(Path folder, Peer peer) throws IOException, InterruptedException {
        Path script = folder.resolve("round_trip.py");
        try (var in = BotocoreRoundTripTest.class.getResourceAsStream("/botocore_round_trip.py")) {
            assertThat(in).isNotNull();
            Files.write(script, in.readAllBytes());
        }
        try (RealEnv env = new RealEnv();
                EchoServer server = new EchoServer(peer.model(), env)) {
            List<String> command = new ArrayList<>(List.of(
                    "python3",
                    script.toString(),
                    server.endpoint().toString(),
                    peer.service(),
                    peer.protocol(),
                    peer.without(),
                    SEED,
                    String.valueOf(ROUNDS)));
            List<String> operations = peer.model().operations().stream()
                    .map(OperationType::name)
                    .filter(name -> !UNSIGNED.contains(name))
                    .toList();
            command.addAll(operations);
            String printed = run(folder, command);
            Matcher counts = COUNTS.matcher(printed);
            assertThat(counts.matches()).as(printed).isTrue();
            int lacking = Integer.parseInt(counts.group(2));
            int all = operations.size();
            assertThat(Integer.parseInt(counts.group(1))).isEqualTo((all - lacking) * ROUNDS);
            // A peer that is a little older lacks the newest operations; one that lacks more is another service.
            assertThat(lacking).as("operations that the peer lacks").isLessThanOrEqualTo(all / 3);
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
