package io.gantry.survival;

import static io.gantry.survival.HostTasks.on;
import static io.gantry.survival.HostTasks.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.conformance.Command;
import io.gantry.conformance.Ec2Calls;
import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Three hosts with tasks of one VPC: packets cross the hosts' own network, and groups hold wherever a task is. */
@ExtendWith(SharedHosts.class)
final class VpcOnHostsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ThreeHosts three;

    /** The hosts of containers that were asked before, so that they can be asked without a server. */
    private final Map<String, String> places = new HashMap<>();

    private final Scene scene;
    private final Ec2Calls ec2;
    private final String subnet;
    private final String webs;
    private final String clients;

    VpcOnHostsIT(ThreeHosts three) {
        this.three = three;
        this.scene = three.scene();
        this.ec2 = new Ec2Calls(scene.gantry());
        String vpc = ec2.call("vpcId", "CreateVpc", Map.of("CidrBlock", "10.77.0.0/16"));
        this.subnet = ec2.call("subnetId", "CreateSubnet", Map.of("VpcId", vpc, "CidrBlock", "10.77.1.0/24"));
        this.webs = group("webs", vpc);
        this.clients = group("clients", vpc);
        ObjectNode definition =
                EcsCalls.json("{'family':'vpc','networkMode':'awsvpc','containerDefinitions':[{'name':'main',"
                        + "'image':'" + Definitions.IMAGE + "','memory':16,'cpu':8,'stopTimeout':2}]}");
        JsonNode _ = scene.gantry().calls().ok("RegisterTaskDefinition", definition);
    }

    private String group(String name, String vpc) {
        return ec2.call(
                "groupId", "CreateSecurityGroup", Map.of("GroupName", name, "GroupDescription", name, "VpcId", vpc));
    }

    private void rule(String verb) {
        String _ = ec2.call(
                "return",
                verb + "SecurityGroupIngress",
                Map.of(
                        "GroupId",
                        webs,
                        "IpPermissions.1.IpProtocol",
                        "tcp",
                        "IpPermissions.1.FromPort",
                        "8080",
                        "IpPermissions.1.ToPort",
                        "8080",
                        "IpPermissions.1.Groups.1.GroupId",
                        clients));
    }

    private JsonNode run(String host, String group) {
        ObjectNode input =
                EcsCalls.json(on(host)).put("cluster", RunningGantry.CLUSTER).put("taskDefinition", "vpc");
        ObjectNode network = input.putObject("networkConfiguration").putObject("awsvpcConfiguration");
        network.putArray("subnets").add(subnet);
        network.putArray("securityGroups").add(group);
        String arn = HostTasks.arn(
                scene.gantry().calls().ok("RunTask", input).path("tasks").path(0));
        return scene.await(arn, "RUNNING");
    }

    private static String address(JsonNode task) {
        return task.path("containers")
                .path(0)
                .path("networkInterfaces")
                .path(0)
                .path("privateIpv4Address")
                .asString();
    }

    /** The page that one task's container gets from another's, empty when it gets none within two seconds. */
    private String get(JsonNode client, JsonNode web, String path) {
        String call = "printf 'GET /" + path + " HTTP/1.0\\r\\n\\r\\n' | nc -w 2 " + address(web) + " 8080";
        String answer = exec(client, "sh", "-c", call).output();
        return answer.substring(answer.indexOf("\r\n\r\n") < 0 ? answer.length() : answer.indexOf("\r\n\r\n") + 4);
    }

    private Command.Ended exec(JsonNode task, String... words) {
        String id = task.path("containers").path(0).path("runtimeId").asString();
        String[] all = new String[words.length + 2];
        all[0] = "exec";
        all[1] = id;
        System.arraycopy(words, 0, all, 2, words.length);
        return three.host(places.computeIfAbsent(id, none -> three.place(task)))
                .docker(all)
                .run();
    }

    private void awaitAnswer(JsonNode client, JsonNode web, boolean reached) {
        RunningGantry.await(
                address(web) + (reached ? " answers" : " is refused"),
                SOON,
                () -> get(client, web, "").contains("Gantry") == reached);
    }

    @Test
    void tasks_on_different_hosts_reach_each_other_as_their_groups_say() {
        JsonNode web = run("a", webs);
        JsonNode near = run("a", clients);
        JsonNode far = run("b", clients);
        assertThat(get(far, web, "")).isEmpty();
        assertThat(get(near, web, "")).isEmpty();

        final long asked = System.nanoTime();
        rule("Authorize");
        awaitAnswer(far, web, true);
        tell("a rule has let a task on another host in, with the call that made it", asked);
        awaitAnswer(near, web, true);

        // Longer than one packet, whole and in both directions.
        String _ = exec(web, "sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x > /www/long")
                .success();
        assertThat(get(far, web, "long")).hasSize(300_000);
        assertThat(get(web, far, "")).isEmpty();
        String name = "ip-" + address(web).replace('.', '-') + ".ec2.internal";
        assertThat(exec(far, "nslookup", name).output()).contains(address(web));

        // Neither dead nodes nor a dead server change what the kernels do; and who comes later finds those who were
        // there.
        three.host("a").killNode();
        three.host("b").killNode();
        scene.gantry().killServer();
        assertThat(get(far, web, "")).contains("Gantry");
        scene.gantry().startServer();
        JsonNode late = run("c", clients);
        assertThat(get(late, web, "")).isEmpty();
        three.startNode(three.host("a"));
        awaitAnswer(late, web, true);
        assertThat(get(far, web, "")).contains("Gantry");
        rule("Revoke");
        awaitAnswer(late, web, false);
        awaitAnswer(far, web, false);
        three.startNode(three.host("b"));
        rule("Authorize");
        awaitAnswer(far, web, true);
    }
}
