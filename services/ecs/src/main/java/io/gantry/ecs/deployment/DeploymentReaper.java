package io.gantry.ecs.deployment;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.resource.Expiry;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Forgets service deployments some time after they ended, and revisions that no deployment names any more. The last
 * deployment of a service stays, and so does the last one that succeeded: it is what a service goes back to.
 */
public final class DeploymentReaper implements Reconciler<DeploymentReaper.History, Expiry> {
    /** How long a deployment is shown after it ended. */
    static final Duration SHOWN = Duration.ofDays(30);

    /** What a service has been. */
    public record History(List<ServiceDeployment> deployments, List<ServiceRevision> revisions) {
        public History {
            deployments = List.copyOf(deployments);
            revisions = List.copyOf(revisions);
        }
    }

    @Override
    public String kind() {
        return "service-history";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(ServiceDeployments.TABLE);
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        return change.latest() instanceof ServiceDeployment deployment
                ? Set.of(new Key(kind(), deployment.scope().id(deployment.cluster() + "/" + deployment.service())))
                : Set.of();
    }

    @Override
    public History look(View view, Key key) {
        return new History(
                view.list(ServiceDeployments.TABLE, key.id() + "/"), view.list(ServiceRevisions.TABLE, key.id() + "/"));
    }

    @Override
    public Expiry decide(History seen, Instant now) {
        Set<String> kept = kept(seen.deployments());
        Optional<ServiceDeployment> next = seen.deployments().stream()
                .filter(one -> one.finishedAt().isPresent() && !kept.contains(one.deploymentId()))
                .min(Comparator.comparing(one -> one.finishedAt().orElse(Instant.MAX)));
        Expiry due = next.flatMap(one -> one.finishedAt()
                        .map(end -> Expiry.at(end.plus(SHOWN), now, ServiceDeployments.TABLE, one.id())))
                .orElseGet(Expiry.Stays::new);
        return due instanceof Expiry.Forget ? due : orphan(seen).orElse(due);
    }

    private static Set<String> kept(List<ServiceDeployment> deployments) {
        Set<String> kept = new HashSet<>();
        newest(deployments.stream()).ifPresent(kept::add);
        newest(deployments.stream().filter(one -> one.status().isSuccess())).ifPresent(kept::add);
        return kept;
    }

    private static Optional<String> newest(Stream<ServiceDeployment> deployments) {
        return deployments
                .max(Comparator.comparing(ServiceDeployment::createdAt))
                .map(ServiceDeployment::deploymentId);
    }

    private static Optional<Expiry> orphan(History seen) {
        Set<String> named = new HashSet<>();
        for (ServiceDeployment one : seen.deployments()) {
            named.addAll(one.sources());
            named.add(one.target());
            named.add(one.aim());
        }
        return seen.revisions().stream()
                .filter(revision -> !named.contains(revision.number()))
                .findFirst()
                .map(revision -> new Expiry.Forget(ServiceRevisions.TABLE, revision.id()));
    }

    @Override
    public void commit(Tx tx, Expiry step) {
        if (step instanceof Expiry.Forget forget) {
            tx.delete(forget.table(), forget.id());
        }
    }

    @Override
    public void call(Expiry step) {
        throw new IllegalStateException("this reconciler has no call steps: " + step);
    }
}
