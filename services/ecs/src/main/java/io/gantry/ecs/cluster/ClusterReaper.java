package io.gantry.ecs.cluster;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.ecs.resource.Expiry;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Forgets INACTIVE clusters. AWS keeps them describable for a while that it does not state; an hour here. */
public final class ClusterReaper implements Reconciler<Optional<Cluster>, Expiry> {
    static final Duration REMEMBERED = Duration.ofHours(1);

    @Override
    public String kind() {
        return "cluster";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(Clusters.TABLE);
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        return Set.of(new Key(kind(), change.id()));
    }

    @Override
    public Optional<Cluster> look(View view, Key key) {
        return view.get(Clusters.TABLE, key.id());
    }

    @Override
    public Expiry decide(Optional<Cluster> seen, Instant now) {
        return seen.filter(cluster -> cluster.status() == Cluster.Status.INACTIVE)
                .<Expiry>map(
                        cluster -> Expiry.at(cluster.changedAt().plus(REMEMBERED), now, Clusters.TABLE, cluster.id()))
                .orElseGet(Expiry.Stays::new);
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
