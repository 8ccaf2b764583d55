package io.gantry.iam;

import io.gantry.base.AwsError;
import io.gantry.kit.FakeSeal;
import io.gantry.kit.SimulatedEnv;
import io.gantry.models.iam.IamApi;
import io.gantry.state.StateStore;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An open room on an empty store and a virtual clock, as tests call it. */
public final class IamRoom {
    public static final String ACCOUNT = "123456789012";
    public static final Principal ROOT = new Principal("arn:aws:iam::" + ACCOUNT + ":root", "AKIAROOT", true);

    /** Lets everybody do everything. */
    public static final String ALLOW_ALL = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";

    /** Lets tasks assume a role. */
    public static final String TASKS_TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";

    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final FakeSeal seal = new FakeSeal();
    private final StateStore store;
    private final Iam iam;

    public IamRoom() {
        store = EmbeddedStateStore.inMemory(env, Iam.schema());
        iam = Iam.open(new Iam.Context(store, seal));
    }

    public SimulatedEnv env() {
        return env;
    }

    public StateStore store() {
        return store;
    }

    public Iam iam() {
        return iam;
    }

    /** Calls an operation as the account's root. */
    public <I, O> O call(OperationType<I, O> type, I in) {
        return call(type, in, ROOT);
    }

    /** Calls an operation as {@code principal}. */
    @SuppressWarnings("unchecked") // Offers has tied each type to its operation.
    public <I, O> O call(OperationType<I, O> type, I in, Principal principal) {
        Operation<I, O> operation =
                (Operation<I, O>) Objects.requireNonNull(iam.operations().get(type));
        return operation.call(
                in,
                new CallContext(
                        ACCOUNT, "us-east-1", principal, "request", URI.create("http://127.0.0.1:4566"), Map.of()));
    }

    /** Makes a user. */
    public void user(String name) {
        call(IamApi.CREATE_USER, Requests.user(name));
    }

    /** Makes a role that tasks assume. */
    public void role(String name) {
        call(IamApi.CREATE_ROLE, Requests.role(name));
    }

    /** Makes a managed policy. */
    public String policy(String name) {
        return call(IamApi.CREATE_POLICY, Requests.policy(name)).policy().arn();
    }

    /** That {@code call} is refused with this code and a message that holds {@code text}. */
    public static void refused(String code, String text, ThrowingCallable call) {
        Assertions.assertThatThrownBy(call).isInstanceOfSatisfying(AwsError.class, error -> {
            Assertions.assertThat(error.code()).as(error.message()).isEqualTo(code);
            Assertions.assertThat(error.message()).contains(text);
        });
    }
}
