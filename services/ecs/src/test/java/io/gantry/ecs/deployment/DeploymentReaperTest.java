package io.gantry.ecs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.deployment.DeploymentReaper.History;
import io.gantry.ecs.deployment.ServiceDeployment.Breaker;
import io.gantry.ecs.deployment.ServiceDeployment.Status;
import io.gantry.ecs.resource.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of a service's past, and for how long. */
class DeploymentReaperTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final DeploymentReaper reaper = new DeploymentReaper();

    /** One that began on a day and ended, if it has, an hour later. */
    private static ServiceDeployment deployment(int day, Status status) {
        Instant begin = START.plus(DAY.multipliedBy(day));
        Optional<Instant> end = status.isEnd() ? Optional.of(begin.plus(Duration.ofHours(1))) : Optional.empty();
        return new ServiceDeployment(
                EcsRoom.scope(),
                "default",
                "web",
                "d" + day,
                status,
                "",
                day == 0 ? List.of() : List.of("r" + (day - 1)),
                "r" + day,
                "{}",
                Breaker.DISABLED,
                begin,
                Optional.of(begin),
                begin,
                end,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ServiceRevision revision(int day) {
        return new ServiceRevision(
                EcsRoom.scope(), "default", "web", "r" + day, "{}", START.plus(DAY.multipliedBy(day)), List.of());
    }

    /** What is left of a history on a day: ids of deployments and numbers of revisions. */
    private List<String> left(List<ServiceDeployment> deployments, List<ServiceRevision> revisions, int day) {
        List<ServiceDeployment> ds = new ArrayList<>(deployments);
        List<ServiceRevision> rs = new ArrayList<>(revisions);
        Instant now = START.plus(DAY.multipliedBy(day));
        while (reaper.decide(new History(ds, rs), now) instanceof Expiry.Forget forget) {
            ds.removeIf(one ->
                    forget.table().equals(ServiceDeployments.TABLE) && one.id().equals(forget.id()));
            rs.removeIf(one ->
                    forget.table().equals(ServiceRevisions.TABLE) && one.id().equals(forget.id()));
        }
        List<String> names = new ArrayList<>();
        ds.forEach(one -> names.add(one.deploymentId()));
        rs.forEach(one -> names.add(one.number()));
        return names;
    }

    @Test
    void whatEndedIsShownForThirtyDaysAndTheLastOnesForGood() {
        List<ServiceDeployment> deployments = List.of(
                deployment(0, Status.SUCCESSFUL), deployment(1, Status.SUCCESSFUL), deployment(2, Status.STOPPED));
        List<ServiceRevision> revisions = List.of(revision(0), revision(1), revision(2));
        assertThat(left(deployments, revisions, 30)).containsExactly("d0", "d1", "d2", "r0", "r1", "r2");
        assertThat(left(deployments, revisions, 31)).containsExactly("d1", "d2", "r0", "r1", "r2");
        assertThat(left(deployments, revisions, 1000)).containsExactly("d1", "d2", "r0", "r1", "r2");
    }

    @Test
    void aServiceOfManyYearsHasNoLongerPast() {
        List<ServiceDeployment> deployments = new ArrayList<>();
        List<ServiceRevision> revisions = new ArrayList<>();
        for (int day = 0; day < 1000; day++) {
            deployments.add(deployment(day, Status.SUCCESSFUL));
            revisions.add(revision(day));
        }
        assertThat(left(deployments, revisions, 1000)).hasSize(30 + 31);
    }

    @Test
    void theReaperSleepsUntilTheNextEnd() {
        List<ServiceDeployment> deployments = List.of(deployment(0, Status.STOPPED), deployment(1, Status.SUCCESSFUL));
        assertThat(reaper.decide(new History(deployments, List.of()), START.plus(DAY.multipliedBy(2))))
                .isEqualTo(new Expiry.Later(DAY.multipliedBy(28).plusHours(1)));
        assertThat(reaper.decide(new History(List.of(deployment(0, Status.IN_PROGRESS)), List.of()), START))
                .isEqualTo(new Expiry.Stays());
    }
}
