package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaskTransitionsTest {
    @Test
    void everyStateHasOneOwnerWhoMayLeaveItAndOnlyStoppedHasNone() {
        Map<TaskStatus, Set<TaskTransitions.Owner>> owners = TaskTransitions.TABLE.stream()
                .collect(Collectors.groupingBy(
                        TaskTransitions.Row::from, Collectors.mapping(TaskTransitions.Row::owner, Collectors.toSet())));
        assertThat(owners.values()).allSatisfy(owner -> assertThat(owner).hasSize(1));
        for (TaskStatus status : TaskStatus.values()) {
            assertThat(owners.containsKey(status)).as(status.name()).isEqualTo(status != TaskStatus.STOPPED);
        }
    }

    @Test
    void statesOnlyMoveForward() {
        assertThat(TaskTransitions.TABLE).allSatisfy(row -> assertThat(row.to()).isGreaterThan(row.from()));
    }

    @Test
    void stoppedCanBeReachedFromEveryState() {
        for (TaskStatus status : TaskStatus.values()) {
            assertThat(reachesStopped(status)).as(status.name()).isTrue();
        }
    }

    private static boolean reachesStopped(TaskStatus from) {
        return from == TaskStatus.STOPPED
                || TaskTransitions.TABLE.stream().anyMatch(row -> row.from() == from && reachesStopped(row.to()));
    }
}
