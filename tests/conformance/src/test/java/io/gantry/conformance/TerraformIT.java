package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Terraform's AWS provider: what it made it finds unchanged, after updates too. Every room's resources are applied together,
 * because each command of Terraform's takes the provider seconds to begin. The provider is taken from a folder of this
 * machine (the variable {@code GANTRY_TERRAFORM_PLUGINS}, else the usual places), since a test fetches nothing.
 */
@ExtendWith(SharedGantry.class)
final class TerraformIT {
    private static final String PROVIDER = "registry.terraform.io/hashicorp/aws";
    private static final Path CONFIGURATION =
            Path.of("src/test/resources/terraform").toAbsolutePath();

    private final RunningGantry gantry;
    private final EcsServices services;
    private int generation = 1;

    @TempDir
    Path work;

    TerraformIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.services = new EcsServices(gantry);
    }

    private static Optional<Path> plugins() {
        String home = System.getenv().getOrDefault("HOME", "/root");
        return Stream.of(
                        System.getenv().getOrDefault("GANTRY_TERRAFORM_PLUGINS", "/opt/tf-plugins"),
                        home + "/.terraform.d/plugins",
                        "/usr/local/share/terraform/plugins",
                        "/usr/share/terraform/plugins")
                .map(Path::of)
                .filter(folder -> Files.isDirectory(folder.resolve(PROVIDER)))
                .findFirst();
    }

    private Command.Ended terraform(String... arguments) {
        List<String> words = new ArrayList<>(List.of("terraform"));
        words.addAll(List.of(arguments));
        words.add("-no-color");
        Map<String, String> environment = new TreeMap<>(gantry.environment());
        // Neither somebody's own settings nor a question to its makers whether there is a newer one.
        environment.put("TF_CLI_CONFIG_FILE", "/dev/null");
        environment.put("CHECKPOINT_DISABLE", "1");
        environment.put("TF_VAR_endpoint", gantry.endpoint().toString());
        environment.put("TF_VAR_generation", Integer.toString(generation));
        return new Command(words, environment, work).run();
    }

    private void copyConfiguration() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGURATION)) {
            for (Path file : files.toList()) {
                Files.copy(file, work.resolve(file.getFileName()));
            }
        }
    }

    private static void requireTools() {
        assumeTrue(Command.find("terraform").isPresent(), "skipped: there is no Terraform on the path");
        assumeTrue(plugins().isPresent(), "skipped: there is no folder with Terraform's AWS provider");
    }

    /** What waits in the provider waits beside everything else. */
    private void applyAndFindNothingToDo(int wanted) {
        generation = wanted;
        String _ = terraform("apply", "-auto-approve", "-parallelism=30").success();
        assertThat(terraform("plan", "-detailed-exitcode", "-parallelism=30"))
                .satisfies(plan -> assertThat(plan.exitCode())
                        .as(plan.output() + plan.errors())
                        .isZero());
    }

    /**
     * A plan without changes is a description of all that was applied; of networks nothing more is asked of the server here.
     * What VPCs and subnets can change is left alone, because the provider waits ten seconds for each.
     */
    @Test
    void what_it_applied_it_finds_again_updates_and_destroys() throws IOException {
        requireTools();
        copyConfiguration();
        String _ = terraform("init", "-plugin-dir=" + plugins().orElseThrow()).success();
        applyAndFindNothingToDo(1);
        assertThat(definitions("tf-web").toString()).contains("tf-web:1\"");
        JsonNode made = services.service("tf-front");
        assertThat(made.path("runningCount").asInt()).isEqualTo(1);
        assertThat(terraform("state", "list").success()).contains("aws_nat_gateway.shop", "aws_vpc.shop");

        applyAndFindNothingToDo(2);
        clusterAndDefinitionsAreUpdated();
        servicesAreUpdated(made);

        String _ = terraform("destroy", "-auto-approve", "-parallelism=30").success();
        assertThat(clusters()).doesNotContain(":cluster/tf-");
        assertThat(definitions("tf-web")).isEmpty();
        for (String name : List.of("tf-front", "tf-plain", "tf-daemon", "tf-external")) {
            assertThat(services.service(name).path("status").asString()).isEqualTo("INACTIVE");
        }
    }

    private void clusterAndDefinitionsAreUpdated() {
        assertThat(definitions("tf-web").toString()).contains("tf-web:2\"").doesNotContain("tf-web:1\"");
        JsonNode shop = gantry.calls()
                .ok("DescribeClusters", EcsCalls.json("{'clusters': ['tf-shop'], 'include': ['TAGS', 'SETTINGS']}"))
                .path("clusters")
                .path(0);
        assertThat(shop.path("settings").toString()).contains("enabled");
        assertThat(shop.path("tags").toString()).contains("\"added\"").contains("\"team\"");
    }

    private void servicesAreUpdated(JsonNode made) {
        JsonNode updated = services.service("tf-front");
        assertThat(updated.path("deployments")).hasSize(1);
        assertThat(updated.path("runningCount").asInt()).isEqualTo(2);
        assertThat(updated.path("deployments").path(0).path("id"))
                .isNotEqualTo(made.path("deployments").path(0).path("id"));
        assertThat(updated.path("healthCheckGracePeriodSeconds").asInt()).isEqualTo(30);
        assertThat(updated.path("placementStrategy").toString()).contains("binpack");
        JsonNode set = services.service("tf-external").path("taskSets").path(0);
        assertThat(set.path("stabilityStatus").asString()).isEqualTo("STEADY_STATE");
        assertThat(set.path("runningCount").asInt()).isEqualTo(2);
        assertThat(services.service("tf-daemon").path("runningCount").asInt()).isEqualTo(1);
    }

    private String clusters() {
        return gantry.calls()
                .ok("ListClusters", EcsCalls.object())
                .path("clusterArns")
                .toString();
    }

    private JsonNode definitions(String family) {
        return gantry.calls()
                .ok("ListTaskDefinitions", EcsCalls.object().put("familyPrefix", family))
                .path("taskDefinitionArns");
    }
}
