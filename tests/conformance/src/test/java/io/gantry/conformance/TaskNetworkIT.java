package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks with networks of their own: real containers, the kernel's routes and rules, the AWS command line. */
@ExtendWith(SharedGantry.class)
final class TaskNetworkIT {
    private static final String DUO = """
            {'family': 'duo', 'networkMode': 'awsvpc', 'cpu': '256', 'memory': '512',
             'requiresCompatibilities': ['FARGATE'], 'containerDefinitions': [
              {'name': 'web', 'image': 'python:3', 'essential': true, 'stopTimeout': 2,
               'command': ['python3', '-m', 'http.server', '80'], 'portMappings': [{'containerPort': 80}]},
              {'name': 'side', 'image': 'python:3', 'essential': true, 'stopTimeout': 2,
               'command': ['sleep', '600']}]}""";
    private static final String CLIENT = """
            {'family': 'client', 'networkMode': 'awsvpc', 'containerDefinitions': [
              {'name': 'client', 'image': 'python:3', 'memory': 64, 'essential': true, 'stopTimeout': 2,
               'command': ['sleep', '600']}]}""";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String SPOT = "FARGATE_SPOT";

    private final RunningGantry gantry;
    private final EcsTasks ecs;
    private final AwsProgram aws;

    TaskNetworkIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
        this.aws = new AwsProgram(gantry);
    }

    private String subnet() {
        return aws.ec2("describe-subnets")
                .path("Subnets")
                .path(0)
                .path("SubnetId")
                .asString();
    }

    private String group(String name, String vpc) {
        return aws.ec2("create-security-group", "--group-name", name, "--description", name, "--vpc-id", vpc)
                .path("GroupId")
                .asString();
    }

    private JsonNode start(String definition, String launchType, String subnet, String group) {
        ObjectNode input = EcsCalls.object().put("taskDefinition", ecs.register(definition));
        if (launchType.equals(SPOT)) {
            gantry.calls()
                    .ok(
                            "PutClusterCapacityProviders",
                            EcsCalls.json("{'cluster': 'default', 'capacityProviders': ['FARGATE_SPOT'],"
                                    + " 'defaultCapacityProviderStrategy': []}"));
            input.putArray("capacityProviderStrategy")
                    .addObject()
                    .put("capacityProvider", SPOT)
                    .put("weight", 1);
        } else {
            input.put("launchType", launchType);
        }
        ObjectNode network = input.putObject("networkConfiguration").putObject("awsvpcConfiguration");
        network.putArray("subnets").add(subnet);
        network.putArray("securityGroups").add(group);
        JsonNode answer = gantry.calls().ok("RunTask", input);
        assertThat(answer.path("failures")).isEmpty();
        String arn = answer.path("tasks").path(0).path("taskArn").asString();
        return ecs.await(arn, "RUNNING");
    }

    private static String detail(JsonNode task, String name) {
        JsonNode attachment = task.path("attachments").path(0);
        assertThat(attachment.path("type").asString()).isEqualTo("ElasticNetworkInterface");
        return StreamSupport.stream(attachment.path("details").spliterator(), false)
                .filter(one -> one.path("name").asString().equals(name))
                .findFirst()
                .map(one -> one.path("value").asString())
                .orElseThrow();
    }

    /** What a container gets from an address, within two seconds. */
    private String get(JsonNode task, String container, String url) {
        return python(
                task,
                container,
                "import urllib.request\n"
                        + "try: print(urllib.request.urlopen('" + url + "', timeout=2).status)\n"
                        + "except Exception as e: print('refused')");
    }

    private String python(JsonNode task, String container, String program) {
        String id = EcsTasks.container(task, container).path("runtimeId").asString();
        return gantry.docker("exec", id, "python3", "-c", program)
                .run()
                .success()
                .strip();
    }

    private void await(JsonNode task, String container, String url, String answer) {
        String _ = RunningGantry.awaitFound(
                url + " answers " + answer,
                SOON,
                () -> Optional.of(get(task, container, url)).filter(answer::equals));
    }

    /** The name of an address and the address lead to each other inside a task. */
    private void resolves(JsonNode client, String address) {
        String name = "ip-" + address.replace('.', '-') + ".ec2.internal";
        String program = "import socket as s; a = s.gethostbyname('" + name + "'); print(a, s.gethostbyaddr(a)[0])";
        assertThat(python(client, "client", program)).isEqualTo(address + " " + name);
    }

    @Test
    void a_fargate_task_and_who_may_reach_it() {
        String subnet = subnet();
        String vpc = aws.ec2("describe-subnets", "--subnet-ids", subnet)
                .path("Subnets")
                .path(0)
                .path("VpcId")
                .asString();
        String webs = group("webs", vpc);
        String clients = group("clients", vpc);
        JsonNode web = start(DUO, SPOT, subnet, webs);
        JsonNode client = start(CLIENT, "EC2", subnet, clients);
        String url = "http://" + detail(web, "privateIPv4Address") + "/";

        assertThat(web.has("containerInstanceArn")).isFalse();
        assertThat(web.path("launchType").asString()).isEqualTo("FARGATE");
        assertThat(web.path("capacityProviderName").asString()).isEqualTo(SPOT);
        assertThat(web.path("platformVersion").asString()).isEqualTo("1.4.0");
        assertThat(web.path("attachments").path(0).path("status").asString()).isEqualTo("ATTACHED");
        await(web, "side", "http://127.0.0.1/", "200");
        assertThat(get(client, "client", url)).isEqualTo("refused");
        resolves(client, detail(web, "privateIPv4Address"));

        JsonNode _ = aws.ec2(
                "authorize-security-group-ingress",
                "--group-id",
                webs,
                "--protocol",
                "tcp",
                "--port",
                "80",
                "--source-group",
                clients);
        await(client, "client", url, "200");
        gantry.killNode();
        assertThat(get(client, "client", url)).isEqualTo("200");
        gantry.startNode();
        gantry.awaitNode();
        assertThat(get(client, "client", url)).isEqualTo("200");

        JsonNode _ = aws.ec2(
                "revoke-security-group-ingress",
                "--group-id",
                webs,
                "--protocol",
                "tcp",
                "--port",
                "80",
                "--source-group",
                clients);
        await(client, "client", url, "refused");
        ecs.stop(web.path("taskArn").asString());
        JsonNode stopped = ecs.await(web.path("taskArn").asString(), "STOPPED");
        assertThat(stopped.path("attachments").path(0).path("status").asString())
                .isEqualTo("DELETED");
        assertThat(aws.ec2("describe-network-interfaces").path("NetworkInterfaces"))
                .hasSize(1);
    }
}
