package io.gantry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.kit.Gen;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.model.OperationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Clients as the SDKs are: a call that is not answered, or answered by a server error, is made again with the same client
 * token. They remember what they have been told, and what they are told later must agree with it.
 */
final class Clients {
    private static final int ATTEMPTS = 12;

    private final World world;
    private final Gen gen;
    private final Map<String, RunTaskRequest> asked = new TreeMap<>();
    private final Map<String, List<String>> byToken = new TreeMap<>();
    private final Map<String, TaskStatus> promised = new LinkedHashMap<>();

    Clients(World world, Gen gen) {
        this.world = world;
        this.gen = gen;
    }

    /** The ARNs of all tasks that somebody has been told of, in that order. */
    List<String> promised() {
        return new ArrayList<>(promised.keySet());
    }

    /** What was asked under each client token. */
    Map<String, RunTaskRequest> asked() {
        return asked;
    }

    /** The tasks that an answer has named for this token. */
    Optional<List<String>> answered(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /**
     * RunTask, now and then twice at once.
     *
     * @param regretted whether the tasks are stopped as soon as they are known
     */
    void run(RunTaskRequest request, boolean regretted) {
        asked.put(request.clientToken(), request);
        Consumer<RunTaskResponse> taken = answer -> {
            List<String> arns = arns(answer.tasks());
            if (!arns.isEmpty()) {
                List<String> before = byToken.putIfAbsent(request.clientToken(), arns);
                assertThat(before == null ? arns : before)
                        .as("tasks of the client token " + request.clientToken())
                        .isEqualTo(arns);
            }
            answer.tasks().forEach(this::told);
            if (regretted) {
                arns.forEach(this::stop);
            }
        };
        call(EcsApi.RUN_TASK, request, taken);
        if (gen.chance(0.2)) {
            call(EcsApi.RUN_TASK, request, taken);
        }
    }

    /** StopTask. */
    void stop(String task) {
        call(
                EcsApi.STOP_TASK,
                StopTaskRequest.builder()
                        .cluster("default")
                        .task(task)
                        .reason("the simulation")
                        .build(),
                answer -> {});
    }

    /** StartTask, which has no client token and so is not repeated. */
    void start(StartTaskRequest request) {
        call(EcsApi.START_TASK, request, answer -> answer.tasks().forEach(this::told), ATTEMPTS);
    }

    /** An answer of DescribeTasks: nobody's task is missing, and none has gone back since it was last seen. */
    void seen(List<String> named, DescribeTasksResponse answer) {
        assertThat(arns(answer.tasks())).as("tasks described").containsExactlyInAnyOrderElementsOf(named);
        assertThat(answer.failures()).as("failures of DescribeTasks").isEmpty();
        answer.tasks().forEach(this::told);
    }

    private void told(Task task) {
        world.invariants.promised(task.taskArn());
        TaskStatus now = TaskStatus.valueOf(task.lastStatus());
        if (now == TaskStatus.STOPPED) {
            assertThat(task.stoppedReason()).as("reason of " + task.taskArn()).isNotEmpty();
            assertThat(task.stopCode()).as("stop code of " + task.taskArn()).isNotNull();
        }
        promised.merge(task.taskArn(), now, (before, after) -> after.compareTo(before) > 0 ? after : before);
    }

    private static List<String> arns(List<Task> tasks) {
        return tasks.stream().map(Task::taskArn).toList();
    }

    /** Makes a call, again and again until it is answered. */
    <I, O> void call(OperationType<I, O> type, I input, Consumer<O> taken) {
        call(type, input, taken, 1);
    }

    private <I, O> void call(OperationType<I, O> type, I input, Consumer<O> taken, int attempt) {
        world.trace.say("client", type.name() + " " + input);
        later(world.network.latency(), () -> {
            if (world.network.hits(0.04)) {
                again(type, input, taken, attempt, "lost");
                return;
            }
            try {
                O answer = world.server.call(type, input);
                if (world.network.hits(0.04)) {
                    again(type, input, taken, attempt, "answer lost");
                    return;
                }
                world.trace.say("client", "is answered " + answer);
                later(world.network.latency(), () -> taken.accept(answer));
            } catch (AwsError refused) {
                if (refused.status() >= 500) {
                    again(type, input, taken, attempt, refused.code());
                } else {
                    world.trace.say("client", "is refused " + refused.code() + " " + refused.message());
                }
            } catch (Unanswered dead) {
                again(type, input, taken, attempt, String.valueOf(dead.getMessage()));
            }
        });
    }

    private <I, O> void again(OperationType<I, O> type, I input, Consumer<O> taken, int attempt, String why) {
        world.trace.say("client", type.name() + " unanswered: " + why);
        if (attempt < ATTEMPTS) {
            Duration pause = Duration.ofMillis(gen.between(100, 1000 * attempt));
            later(pause, () -> call(type, input, taken, attempt + 1));
        }
    }

    private void later(Duration pause, Runnable task) {
        world.at(world.clock.now().plus(pause), task);
    }
}
