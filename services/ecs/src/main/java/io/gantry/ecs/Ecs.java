package io.gantry.ecs;

import io.gantry.base.Env;
import io.gantry.control.Reconciler;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.ClientTokenReaper;
import io.gantry.ecs.resource.ClientTokens;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;

/** The door of the ECS room: what it offers, as data. */
public final class Ecs {
    private final Map<String, Operation<?, ?>> operations;
    private final List<Reconciler<?, ?>> reconcilers;

    private Ecs(Map<String, Operation<?, ?>> operations, List<Reconciler<?, ?>> reconcilers) {
        this.operations = operations;
        this.reconcilers = reconcilers;
    }

    /**
     * What the room needs of the world.
     *
     * @param env the clock, identifiers and randomness
     * @param store the state
     */
    public record Context(Env env, StateStore store) {}

    /** Opens the room. Nothing runs yet: the caller drives the reconcilers and dispatches to the operations. */
    @SuppressWarnings("UnusedVariable") // The operations will take it.
    public static Ecs open(Context context) {
        return new Ecs(Map.of(), List.of(new ClientTokenReaper()));
    }

    /** Operations by the name that AWS gives them. */
    public Map<String, Operation<?, ?>> operations() {
        return operations;
    }

    /** The room's tables. */
    public static List<Table<?>> tables() {
        return List.of(Clusters.TABLE, TaskDefinitions.TABLE, ClientTokens.TABLE);
    }

    /** What keeps the room's records moving. */
    public List<Reconciler<?, ?>> reconcilers() {
        return reconcilers;
    }
}
