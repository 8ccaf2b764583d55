package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerStateChange;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * What users read of a task that ended: {@code stopCode}, {@code stoppedReason}, and each container's code and reason. The
 * task has an essential container {@code web} and a second one, {@code side}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">ECS: stopped task
 *     error messages</a>
 */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
final class StoppedReasonsTest {
    private static final String EXITED = "Essential container in task exited";
    private static final String MEMORY = "OutOfMemoryError: Container killed due to memory usage";
    private static final String VANISHED = "ContainerVanishedError: No container matching saved ID found";
    private static final String DAEMON = "Error response from daemon: ";
    private static final String PULL = "CannotPullContainerError: ";
    private static final String MANIFEST = "CannotPullImageManifestError: ";
    private static final String START = "CannotStartContainerError: ";
    private static final String CREATE = "CannotCreateContainerError: ";
    private static final String WAITED = START
            + "dependency graph: failed to resolve container ordering dependency [side] for target [web] as dependency"
            + " did not exit successfully.";
    private static final String RESOURCE = "resource cannot be initialized for task arn: ";

    /** How one container ended. */
    record End(Optional<Integer> exitCode, String reason) {
        static End exit(int code) {
            return new End(Optional.of(code), "");
        }

        static End failed(String reason) {
            return new End(Optional.empty(), reason);
        }

        static End both(int code, String reason) {
            return new End(Optional.of(code), reason);
        }
    }

    /** What the agent said, and what is shown. */
    record Row(
            String name,
            boolean ran,
            Optional<String> stoppedBy,
            String taskReason,
            End web,
            End side,
            String stopCode,
            String stoppedReason) {
        @Override
        public String toString() {
            return name;
        }

        /** The same, after StopTask with this reason. */
        Row stoppedBy(String why, String shown) {
            return new Row(name + ", stopped", ran, Optional.of(why), taskReason, web, side, "UserInitiated", shown);
        }
    }

    private static final End TERMINATED = End.exit(143);
    private static final End NEVER = End.failed("");

    private static Row ran(String name, End web) {
        return new Row(name, true, Optional.empty(), "", web, TERMINATED, "EssentialContainerExited", EXITED);
    }

    private static Row failed(String name, End web, End side, String shown) {
        return new Row(name, false, Optional.empty(), "", web, side, "TaskFailedToStart", shown);
    }

    private static Row failed(String reason) {
        return failed(reason, End.failed(reason), NEVER, reason);
    }

    private static Row noTask(String taskReason, String shown) {
        return new Row(taskReason, false, Optional.empty(), taskReason, NEVER, NEVER, "TaskFailedToStart", shown);
    }

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int code : new int[] {0, 1, 2, 3, 126, 127, 130, 134, 137, 139, 143, 255}) {
            rows.add(ran("exit " + code, End.exit(code)));
        }
        rows.add(ran("out of memory", End.both(137, MEMORY)));
        rows.add(ran("a child killed for its memory", End.both(1, MEMORY)));
        rows.add(ran("removed from outside", End.failed(VANISHED)));
        rows.add(ran("could not be stopped", End.failed("CannotStopContainerError: " + DAEMON + "tried to kill")));
        rows.add(ran("exit 0", End.exit(0)).stoppedBy("", "Task stopped by user"));
        rows.add(ran("default action", TERMINATED).stoppedBy("enough", "enough"));
        rows.add(ran("deaf", End.exit(137)).stoppedBy("deploy 7", "deploy 7"));
        rows.add(failed("never asked for", NEVER, NEVER, "").stoppedBy("", "Task stopped by user"));
        rows.add(failed(
                        "before its pull",
                        End.failed(
                                "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task: arn"),
                        NEVER,
                        "")
                .stoppedBy("wrong cluster", "wrong cluster"));
        rows.addAll(failures());
        rows.addAll(causes());
        rows.addAll(tasks());
        return rows.stream();
    }

    private static List<Row> failures() {
        String lead = "The task can\u2019t pull the image. ";
        return List.of(
                failed(PULL + lead + "Check whether the image exists. " + DAEMON
                        + "pull access denied for gone, repository does not exist or may require 'docker login'"),
                failed(PULL + lead + "Check your network configuration. " + DAEMON
                        + "Get \"https://r/v2/\": dial tcp: lookup r: no such host"),
                failed(
                        PULL + lead + "Check that the role has the permissions to pull images from the registry. "
                                + DAEMON
                                + "pull access denied for r/x: denied: User: arn is not authorized to perform: ecr:BatchGetImage"),
                failed(PULL + "write /var/lib/docker/tmp/GetImageBlob1: no space left on device"),
                failed(PULL + DAEMON + "toomanyrequests: You have reached your pull rate limit"),
                failed(MANIFEST + lead + "Check whether the image exists. " + DAEMON + "manifest unknown"),
                failed(START + DAEMON
                        + "OCI runtime create failed: exec: \"/no\": stat /no: no such file or directory"),
                failed(START + DAEMON + "driver failed programming external connectivity: Bind for 0.0.0.0:80 failed:"
                        + " port is already allocated"),
                failed(START + DAEMON + "error while creating mount source path: no space left on device"),
                failed(CREATE + DAEMON + "no space left on device"),
                failed(CREATE + DAEMON + "invalid mount config for type \"bind\""),
                failed("DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s"),
                failed("DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s"),
                failed("DockerTimeoutError: Could not transition to pulled; timed out after waiting 2h0m0s"),
                failed("CannotInspectContainerError: " + DAEMON + "no such container"),
                failed("HostConfigError: no volume named data"));
    }

    /** Where several containers have a reason, the one that began it is shown. */
    private static List<Row> causes() {
        String refused = START + DAEMON + "exec: \"/no\": no such file";
        String pull = PULL + DAEMON + "unauthorized";
        return List.of(
                failed("the one it waited for failed", End.both(143, WAITED), End.exit(3), WAITED),
                failed("the one it waited for could not start", End.both(143, WAITED), End.failed(refused), refused),
                failed("both failed, the essential one counts", End.failed(pull), End.failed(refused), pull),
                failed(
                        "the other could not be pulled",
                        End.failed(
                                "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task: arn"),
                        End.failed(pull),
                        pull),
                new Row(
                        "a side container that failed does not end a task that ran",
                        true,
                        Optional.empty(),
                        "",
                        End.exit(0),
                        End.failed(refused),
                        "EssentialContainerExited",
                        EXITED));
    }

    private static List<Row> tasks() {
        String cycle = "Task dependencies cannot be resolved, taskArn: arn";
        String parameter = "Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: [/key]";
        String secret = "Fetching secret data from AWS Secrets Manager in region us-east-1: ResourceNotFoundException";
        String unread = "UnrecogniedTaskError: Error loading task - unknown container override 'cpu'";
        String stuck = "TaskStateError: Agent could not progress task's state to stopped";
        String group = RESOURCE + "unable to create cgroup";
        String volume = RESOURCE + "no volume named cache";
        String initialization = "ResourceInitializationError: ";
        return List.of(
                noTask(cycle, initialization + cycle),
                noTask(parameter, initialization + parameter),
                noTask(secret, initialization + secret),
                noTask(group, initialization + group),
                noTask(volume, initialization + volume),
                noTask(initialization + "said already", initialization + "said already"),
                noTask(unread, unread),
                noTask(stuck, stuck));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void usersRead(Row row) {
        try (TaskRoom room = new TaskRoom()) {
            Task started = start(room);
            String arn = started.taskArn();
            if (row.ran()) {
                room.report(arn, "RUNNING", in -> in.containers(running("web"), running("side")));
                room.settle();
            }
            row.stoppedBy().ifPresent(why -> room.stop(arn, why));
            room.report(
                    arn,
                    "STOPPED",
                    in -> in.reason(row.taskReason()).containers(ended("web", row.web()), ended("side", row.side())));
            room.settle();

            Task shown = room.describe(arn);
            assertThat(shown.lastStatus()).isEqualTo("STOPPED");
            assertThat(shown.stopCodeAsString()).isEqualTo(row.stopCode());
            assertThat(shown.stoppedReason()).isEqualTo(row.stoppedReason());
            assertThat(shown.startedAt() != null).isEqualTo(row.ran());
            same(shown.containers().get(0), row.web());
            same(shown.containers().get(1), row.side());
        }
    }

    private static void same(Container shown, End end) {
        assertThat(Optional.ofNullable(shown.exitCode())).isEqualTo(end.exitCode());
        assertThat(Optional.ofNullable(shown.reason()).orElse("")).isEqualTo(end.reason());
        assertThat(shown.lastStatus()).isEqualTo("STOPPED");
    }

    private static Task start(TaskRoom room) {
        String instance = room.register(2048, 2048).containerInstanceArn();
        room.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + instance, new AgentChannel() {
            @Override
            public void send(String frame) {}

            @Override
            public void close(int code, String reason) {}
        });
        room.define(
                "shop",
                in -> in.containerDefinitions(
                        web -> web.name("web").image("shop:1").memory(64).essential(true),
                        side -> side.name("side").image("shop:1").memory(64).essential(false)));
        return room.run(in -> in.taskDefinition("shop")).tasks().getFirst();
    }

    private static ContainerStateChange running(String name) {
        return ContainerStateChange.builder()
                .containerName(name)
                .status("RUNNING")
                .runtimeId("4f" + name)
                .build();
    }

    private static ContainerStateChange ended(String name, End end) {
        ContainerStateChange.Builder change = ContainerStateChange.builder()
                .containerName(name)
                .status("STOPPED")
                .reason(end.reason());
        end.exitCode().ifPresent(change::exitCode);
        return change.build();
    }
}
