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
 * Terraform's AWS provider: what it made it finds unchanged, after updates too. The provider is taken from a folder of this
 * machine (the variable {@code GANTRY_TERRAFORM_PLUGINS}, else the usual places), since a test fetches nothing.
 */
@ExtendWith(SharedGantry.class)
final class TerraformIT {
    private static final String PROVIDER = "registry.terraform.io/hashicorp/aws";
    private static final Path SHOP = Path.of("src/test/resources/shop.tf").toAbsolutePath();
    private static final Path VPC = Path.of("src/test/resources/vpc.tf").toAbsolutePath();
    private static final Path SERVICE = Path.of("src/test/resources/service.tf").toAbsolutePath();

    private final RunningGantry gantry;

    @TempDir
    Path work;

    TerraformIT(RunningGantry gantry) {
        this.gantry = gantry;
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

    private static String version(Path plugins) throws IOException {
        try (Stream<Path> versions = Files.list(plugins.resolve(PROVIDER))) {
            return versions.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Command.Ended terraform(String... arguments) {
        List<String> words = new ArrayList<>(List.of("terraform"));
        words.addAll(List.of(arguments));
        words.add("-no-color");
        Map<String, String> environment = new TreeMap<>(gantry.environment());
        // Neither somebody's own settings nor a question to its makers whether there is a newer one.
        environment.put("TF_CLI_CONFIG_FILE", "/dev/null");
        environment.put("CHECKPOINT_DISABLE", "1");
        return new Command(words, environment, work).run();
    }

    /** Writes a configuration with its placeholders replaced: name, value, name, value ... */
    private void write(Path configuration, String... values) throws IOException {
        String text = Files.readString(configuration)
                .replace("@VERSION@", version(plugins().orElseThrow()))
                .replace("@ENDPOINT@", gantry.endpoint().toString());
        for (int i = 0; i < values.length; i += 2) {
            text = text.replace("@" + values[i] + "@", values[i + 1]);
        }
        Files.writeString(work.resolve("main.tf"), text);
    }

    private void init() {
        String _ = terraform("init", "-plugin-dir=" + plugins().orElseThrow()).success();
    }

    private static void requireTools() {
        assumeTrue(Command.find("terraform").isPresent(), "skipped: there is no Terraform on the path");
        assumeTrue(plugins().isPresent(), "skipped: there is no folder with Terraform's AWS provider");
    }

    private void applyAndFindNothingToDo() {
        String _ = terraform("apply", "-auto-approve").success();
        assertThat(terraform("plan", "-detailed-exitcode"))
                .satisfies(plan -> assertThat(plan.exitCode())
                        .as(plan.output() + plan.errors())
                        .isZero());
    }

    private JsonNode definitions(String family) {
        return gantry.calls()
                .ok("ListTaskDefinitions", EcsCalls.object().put("familyPrefix", family))
                .path("taskDefinitionArns");
    }

    @Test
    void what_it_applied_it_finds_again_updates_and_destroys() throws IOException {
        requireTools();
        write(SHOP, "INSIGHTS", "disabled", "MEMORY", "64");
        init();
        applyAndFindNothingToDo();
        assertThat(definitions("tf-web").toString()).contains("tf-web:1\"");
        write(SHOP, "INSIGHTS", "enabled", "MEMORY", "128");
        applyAndFindNothingToDo();
        assertThat(definitions("tf-web").toString()).contains("tf-web:2\"").doesNotContain("tf-web:1\"");
        JsonNode shop = gantry.calls()
                .ok("DescribeClusters", EcsCalls.json("{'clusters': ['tf-shop'], 'include': ['TAGS', 'SETTINGS']}"))
                .path("clusters")
                .path(0);
        assertThat(shop.path("settings").toString()).contains("enabled");
        assertThat(shop.path("tags").toString()).contains("\"added\"").contains("\"team\"");
        String _ = terraform("destroy", "-auto-approve").success();
        assertThat(gantry.calls()
                        .ok("ListClusters", EcsCalls.object())
                        .path("clusterArns")
                        .toString())
                .doesNotContain(":cluster/tf-shop");
        assertThat(definitions("tf-web")).isEmpty();
    }

    /** The placeholders of the service's configuration, in the order of their values. */
    private void writeService(String... values) throws IOException {
        List<String> names = List.of(
                "GENERATION", "COUNT", "MINIMUM", "GRACE", "PROPAGATE", "ROLLBACK", "STRATEGY", "FIELD", "SCALE");
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(names.get(i));
            pairs.add(values[i]);
        }
        write(SERVICE, pairs.toArray(String[]::new));
    }

    @Test
    void services_it_applied_it_finds_again_rolls_over_and_destroys() throws IOException {
        requireTools();
        EcsServices services = new EcsServices(gantry);
        writeService("1", "1", "50", "0", "SERVICE", "true", "spread", "instanceId", "50");
        init();
        applyAndFindNothingToDo();
        JsonNode made = services.service("tf-front");
        assertThat(made.path("runningCount").asInt()).isEqualTo(1);
        writeService("2", "2", "100", "30", "TASK_DEFINITION", "false", "binpack", "memory", "100");
        applyAndFindNothingToDo();
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
        String _ = terraform("destroy", "-auto-approve").success();
        for (String name : List.of("tf-front", "tf-plain", "tf-daemon", "tf-external")) {
            assertThat(services.service(name).path("status").asString()).isEqualTo("INACTIVE");
        }
    }

    /** The placeholders of the VPC's configuration, in the order of their values. */
    private void writeVpc(String... values) throws IOException {
        List<String> names = List.of("NAME", "DESTINATION", "TABLE", "PORT");
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(names.get(i));
            pairs.add(values[i]);
        }
        write(VPC, pairs.toArray(String[]::new));
    }

    /**
     * A plan without changes is a description of all that was applied: nothing more is asked of the server here. What VPCs and
     * subnets can change is left alone, because the provider waits ten seconds for each.
     */
    @Test
    void networks_it_applied_it_finds_again_changes_and_destroys() throws IOException {
        requireTools();
        writeVpc("one", "0.0.0.0/0", "private", "81");
        init();
        applyAndFindNothingToDo();
        writeVpc("two", "10.99.0.0/16", "public", "82");
        applyAndFindNothingToDo();
        assertThat(terraform("state", "list").success()).contains("aws_nat_gateway.shop", "aws_vpc.shop");
        String _ = terraform("destroy", "-auto-approve").success();
    }
}
