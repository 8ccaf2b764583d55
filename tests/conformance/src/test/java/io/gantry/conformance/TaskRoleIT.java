package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** boto3 in a container finds the credentials of its task's role by its own default chain. */
@ExtendWith(SharedGantry.class)
final class TaskRoleIT {
    /** A test's node answers at an address of its own, where the SDKs, which know one address only, have to be led. */
    private static final String PROGRAM = """
            import boto3, botocore.utils, json, os, sys, urllib.parse
            here = urllib.parse.urlsplit(os.environ['ECS_CONTAINER_METADATA_URI_V4']).hostname
            botocore.utils.ContainerMetadataFetcher.IP_ADDRESS = here
            botocore.utils.ContainerMetadataFetcher._ALLOWED_HOSTS = [here]
            c = boto3.Session().get_credentials().get_frozen_credentials()
            who = boto3.client('sts').get_caller_identity()['Arn']
            def tried(call):
                try: call(); return 'allowed'
                except Exception as e: return e.response['Error']['Code']
            ecs = boto3.client('ecs')
            print(json.dumps({'who': who, 'key': c.access_key, 'secret': c.secret_key, 'token': c.token,
                'lists': tried(ecs.list_clusters), 'makes': tried(lambda: ecs.create_cluster(clusterName='no'))}))
            """;

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";

    private static final String LISTS = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecs:List*", "Resource": "*"}]}""";

    private final RunningGantry gantry;
    private final EcsTasks ecs;

    TaskRoleIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
    }

    private Command.Ended aws(Map<String, String> environment, String... arguments) {
        return new Command(List.of(arguments), environment, Path.of(".")).run();
    }

    /** The folder of this machine's boto3 and all that it needs. */
    private static String library() {
        Command.Ended found = Command.of(
                        "python3", "-c", "import boto3, os; print(os.path.dirname(os.path.dirname(boto3.__file__)))")
                .run();
        assumeTrue(found.exitCode() == 0, "skipped: there is no Python with boto3");
        return found.output().strip();
    }

    @Test
    void boto3_acts_in_the_role_of_its_task_until_the_task_has_ended() {
        AwsProgram _ = new AwsProgram(gantry);
        String library = library();
        Map<String, String> root = gantry.environment();
        String _ = aws(root, "aws", "iam", "create-role", "--role-name", "app", "--assume-role-policy-document", TRUST)
                .success();
        String _ = aws(
                        root,
                        "aws",
                        "iam",
                        "put-role-policy",
                        "--role-name",
                        "app",
                        "--policy-name",
                        "lists",
                        "--policy-document",
                        LISTS)
                .success();
        String hex = HexFormat.of().formatHex(PROGRAM.getBytes(StandardCharsets.UTF_8));
        JsonNode task = ecs.stopped("""
                {'family': 'role', 'networkMode': 'host', 'taskRoleArn': 'app',
                 'volumes': [{'name': 'boto', 'host': {'sourcePath': '%s'}}],
                 'containerDefinitions': [{
                  'name': 'ask', 'image': 'python:3', 'memory': 128, 'essential': true,
                  'mountPoints': [{'sourceVolume': 'boto', 'containerPath': '/boto', 'readOnly': true}],
                  'environment': [{'name': 'PYTHONPATH', 'value': '/boto'}, {'name': 'AWS_ENDPOINT_URL', 'value': '%s'},
                    {'name': 'AWS_DEFAULT_REGION', 'value': 'us-east-1'}],
                  'command': ['python3', '-c', 'import sys; exec(bytes.fromhex(sys.argv[1]))', '%s']}]}""".formatted(library, gantry.endpoint(), hex));
        String taskArn = task.path("taskArn").asString();
        JsonNode said = EcsCalls.read(ecs.output(task, "ask"));
        assertThat(said.path("who").asString())
                .isEqualTo("arn:aws:sts::" + gantry.account() + ":assumed-role/app/"
                        + taskArn.substring(taskArn.lastIndexOf('/') + 1));
        assertThat(said.path("lists").asString()).isEqualTo("allowed");
        assertThat(said.path("makes").asString()).isEqualTo("AccessDeniedException");
        Map<String, String> stolen = new TreeMap<>(root);
        stolen.put("AWS_ACCESS_KEY_ID", said.path("key").asString());
        stolen.put("AWS_SECRET_ACCESS_KEY", said.path("secret").asString());
        stolen.put("AWS_SESSION_TOKEN", said.path("token").asString());
        assertThat(aws(stolen, "aws", "sts", "get-caller-identity").errors()).contains("(InvalidClientTokenId)");
        assertThat(ecs.inspect(task, "ask").toString())
                .doesNotContain(said.path("secret").asString());
        String _ = aws(root, "aws", "iam", "delete-role-policy", "--role-name", "app", "--policy-name", "lists")
                .success();
        String _ = aws(root, "aws", "iam", "delete-role", "--role-name", "app").success();
        Command.Ended refused = aws(root, "aws", "ecs", "run-task", "--task-definition", "role", "--output", "json");
        assertThat(refused.errors()).contains("ECS was unable to assume the role");
    }
}
