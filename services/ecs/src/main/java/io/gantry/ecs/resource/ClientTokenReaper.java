package io.gantry.ecs.resource;

import io.gantry.base.Limits;
import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Forgets client tokens after {@link Limits#CLIENT_TOKEN_LIFE}. */
public final class ClientTokenReaper implements Reconciler<Optional<ClientToken>, Expiry> {
    @Override
    public String kind() {
        return "client-token";
    }

    @Override
    public List<Table<?>> watches() {
        return List.of(ClientTokens.TABLE);
    }

    @Override
    public Set<Key> wake(Change<?> change) {
        return Set.of(new Key(kind(), change.id()));
    }

    @Override
    public Optional<ClientToken> look(View view, Key key) {
        return view.get(ClientTokens.TABLE, key.id());
    }

    @Override
    public Expiry decide(Optional<ClientToken> seen, Instant now) {
        return seen.<Expiry>map(token ->
                        Expiry.at(token.usedAt().plus(Limits.CLIENT_TOKEN_LIFE), now, ClientTokens.TABLE, token.id()))
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
