package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.TaskRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerRestartPolicy;
import software.amazon.awssdk.services.ecs.model.DockerVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.Volume;

/** {@code docs/container-definition.md} names every member of the model, and what it calls refused is refused. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
final class ContainerDefinitionDocumentTest {
    private static final Pattern SECTION = Pattern.compile("## .*\\(`(\\w+)`\\)");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (.+) \\| (\\w+) \\|");

    private static final Map<String, SdkPojo> SHAPES = Map.of(
            "TaskDefinition", TaskDefinition.builder().build(),
            "ContainerDefinition", ContainerDefinition.builder().build(),
            "LinuxParameters", LinuxParameters.builder().build(),
            "HealthCheck", HealthCheck.builder().build(),
            "LogConfiguration", LogConfiguration.builder().build(),
            "PortMapping", PortMapping.builder().build(),
            "ContainerRestartPolicy", ContainerRestartPolicy.builder().build(),
            "Volume", Volume.builder().build(),
            "DockerVolumeConfiguration", DockerVolumeConfiguration.builder().build());

    private static final String ROLE = "arn:aws:iam::123456789012:role/app";
    private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:key";

    /** A definition that uses a refused member, by the member's name. */
    private static final Map<String, Consumer<RegisterTaskDefinitionRequest.Builder>> REFUSED = refused();

    private static Map<String, Consumer<RegisterTaskDefinitionRequest.Builder>> refused() {
        Map<String, Consumer<RegisterTaskDefinitionRequest.Builder>> uses = new LinkedHashMap<>();
        uses.put("repositoryCredentials", web(c -> c.repositoryCredentials(r -> r.credentialsParameter(SECRET))));
        uses.put(
                "environmentFiles",
                web(c -> c.environmentFiles(
                        f -> f.value("arn:aws:s3:::bucket/one.env").type("s3"))));
        uses.put("secrets", web(c -> c.secrets(s -> s.name("KEY").valueFrom(SECRET))));
        uses.put(
                "resourceRequirements",
                web(c -> c.resourceRequirements(r -> r.type("GPU").value("1"))));
        uses.put(
                "firelensConfiguration",
                in -> in.containerDefinitions(
                        c -> c.name("router").image("r:1").memory(64).firelensConfiguration(f -> f.type("fluentbit")),
                        c -> c.name("web")
                                .image("shop:1")
                                .memory(64)
                                .logConfiguration(l -> l.logDriver("awsfirelens"))));
        uses.put("credentialSpecs", web(c -> c.credentialSpecs("credentialspec:arn:aws:s3:::bucket/spec.json")));
        uses.put(
                "secretOptions",
                web(c -> c.logConfiguration(l -> l.logDriver("splunk")
                        .options(Map.of("splunk-url", "https://example.com"))
                        .secretOptions(s -> s.name("splunk-token").valueFrom(SECRET)))));
        uses.put(
                "efsVolumeConfiguration",
                in -> in.volumes(v -> v.name("share").efsVolumeConfiguration(e -> e.fileSystemId("fs-0a1b2c3d"))));
        uses.put("configuredAtLaunch", in -> in.volumes(v -> v.name("disk").configuredAtLaunch(true)));
        return uses;
    }

    private static Consumer<RegisterTaskDefinitionRequest.Builder> web(Consumer<ContainerDefinition.Builder> more) {
        return in -> in.executionRoleArn(ROLE).containerDefinitions(c -> {
            c.name("web").image("shop:1").memory(64);
            more.accept(c);
        });
    }

    /** Only to be had with awsvpc or Windows, which are refused before; or withdrawn by AWS. */
    private static final Set<String> UNREACHABLE = Set.of(
            "proxyConfiguration",
            "inferenceAccelerators",
            "s3filesVolumeConfiguration",
            "fsxWindowsFileServerVolumeConfiguration");

    private static Map<String, Map<String, String>> document() throws IOException {
        Path file = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("docs/container-definition.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            Matcher heading = SECTION.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (row.matches()) {
                String before = tables.computeIfAbsent(section, named -> new LinkedHashMap<>())
                        .put(row.group(1), row.group(3));
                assertThat(before).as("%s stands once", row.group(1)).isNull();
            }
        }
        return tables;
    }

    @Test
    void everyMemberOfTheModelHasItsRow() throws IOException {
        Map<String, Map<String, String>> tables = document();
        assertThat(tables.keySet()).isEqualTo(SHAPES.keySet());
        SHAPES.forEach((name, shape) -> {
            Set<String> members =
                    shape.sdkFields().stream().map(SdkField::memberName).collect(Collectors.toCollection(TreeSet::new));
            assertThat(new TreeSet<>(tables.getOrDefault(name, Map.of()).keySet()))
                    .as(name)
                    .isEqualTo(members);
        });
        assertThat(tables.values().stream().flatMap(table -> table.values().stream()))
                .containsOnly("honoured", "kept", "refused");
    }

    @Test
    void whatIsCalledRefusedIsRefusedByName() throws IOException {
        Set<String> claimed = document().values().stream()
                .flatMap(table -> table.entrySet().stream())
                .filter(row -> row.getValue().equals("refused"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tried = new TreeSet<>(REFUSED.keySet());
        tried.addAll(UNREACHABLE);
        assertThat(claimed).isEqualTo(tried);
        try (TaskRoom room = new TaskRoom()) {
            assertThat(room.register(1000, 1000).containerInstanceArn()).isNotEmpty();
            REFUSED.forEach((member, use) -> {
                String definition = room.define("uses-" + member, use);
                assertThatThrownBy(() -> room.run(in -> in.taskDefinition(definition)))
                        .isInstanceOfSatisfying(AwsError.class, error -> {
                            assertThat(error.code()).as(member).isEqualTo("UnsupportedFeatureException");
                            assertThat(error.message()).contains(member);
                        });
            });
        }
    }
}
