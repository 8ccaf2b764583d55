package io.gantry.ecs;

import io.gantry.control.Key;
import io.gantry.control.Reconciler;
import io.gantry.control.Step;
import io.gantry.ecs.resource.Scope;
import io.gantry.kit.SimulatedEnv;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** An open room on an empty store and a virtual clock, as tests call it. */
public final class EcsRoom {
    public static final String ACCOUNT = "123456789012";
    public static final String REGION = "eu-central-1";
    public static final String ARN = "arn:aws:ecs:" + REGION + ":" + ACCOUNT + ":";
    public static final String ROOT = "arn:aws:iam::" + ACCOUNT + ":root";

    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final StateStore store = EmbeddedStateStore.inMemory(env, Ecs.schema());
    private final FakeEc2 ec2 = new FakeEc2();
    private final FakeSts sts = new FakeSts(env);
    private final FakeCommandSessions sessions = new FakeCommandSessions();
    private final Ecs ecs = Ecs.open(new Ecs.Context(env, store)
            .beside(new FakeNeighbours(ec2, sts), List.of())
            .carrying(sessions));

    /** The account and region of all calls. */
    public static Scope scope() {
        return new Scope(ACCOUNT, REGION);
    }

    public SimulatedEnv env() {
        return env;
    }

    public StateStore store() {
        return store;
    }

    /** The EC2 beside the room. */
    public FakeEc2 ec2() {
        return ec2;
    }

    /** The STS beside the room. */
    public FakeSts sts() {
        return sts;
    }

    /** Where the room opens sessions of ECS Exec. */
    public FakeCommandSessions sessions() {
        return sessions;
    }

    public Ecs ecs() {
        return ecs;
    }

    /** Calls an operation as the account's root. */
    public <I, O> O call(OperationType<I, O> type, I in) {
        return call(type, in, Map.of());
    }

    /** Calls an operation as the account's root, with texts beside its input. */
    public <I, O> O call(OperationType<I, O> type, I in, Map<String, String> textsBeside) {
        return call(type, in, new Principal(ROOT, "AKIAROOT", true), textsBeside);
    }

    /** Calls an operation as {@code principal}. */
    public <I, O> O call(OperationType<I, O> type, I in, Principal principal) {
        return call(type, in, principal, Map.of());
    }

    @SuppressWarnings("unchecked") // Offers has tied each type to its operation.
    private <I, O> O call(OperationType<I, O> type, I in, Principal principal, Map<String, String> textsBeside) {
        Operation<I, O> operation =
                (Operation<I, O>) Objects.requireNonNull(ecs.operations().get(type));
        CallContext call = new CallContext(ACCOUNT, REGION, principal, "request", URI.create("http://127.0.0.1:4566"));
        return operation.call(in, call.withTextsBeside(textsBeside));
    }

    /** Lets one reconciler take one step for one key, as the kernel's loop does. */
    public Step step(String kind, String id) {
        return ecs.reconcilers().stream()
                .filter(found -> found.kind().equals(kind))
                .findFirst()
                .map(found -> step(found, id))
                .orElseThrow();
    }

    private <S, A extends Step> Step step(Reconciler<S, A> reconciler, String id) {
        Function<Tx, A> body = tx -> {
            A step = reconciler.decide(reconciler.look(tx, new Key(reconciler.kind(), id)), tx.now());
            if (step instanceof Step.Commit) {
                reconciler.commit(tx, step);
            }
            return step;
        };
        return store.transact(body);
    }
}
