package io.gantry.sts;

import io.gantry.base.AwsError;
import io.gantry.kit.FakeSeal;
import io.gantry.kit.SimulatedEnv;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An open room beside an IAM of the test's own, on a virtual clock. */
final class StsRoom {
    static final String ACCOUNT = "123456789012";
    static final Principal ROOT =
            new Principal("arn:aws:iam::" + ACCOUNT + ":root", "AKIAROOT", true, Identity.of(ACCOUNT));
    static final Principal ANN =
            new Principal("arn:aws:iam::" + ACCOUNT + ":user/ann", "AKIAANN", false, Identity.of("AIDAANN"));
    static final Principal TASKS = new Principal("ecs-tasks.amazonaws.com", "", true);

    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final FakeRoles roles = new FakeRoles();
    private final Set<String> ended = new HashSet<>();
    private boolean mayAssume;
    private final Sts sts = Sts.open(
            new Sts.Context(env, new FakeSeal(), roles, call -> policies(), (account, session) -> !isOver(session)));

    private PolicySet policies() {
        PolicyDocument assumes = PolicyDocument.parse("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}""", PolicyKind.INLINE);
        return mayAssume ? PolicySet.of(List.of(new PolicySource("assumes", assumes))) : PolicySet.NONE;
    }

    private boolean isOver(Session session) {
        return ended.contains(session.boundTo().orElse(""));
    }

    SimulatedEnv env() {
        return env;
    }

    FakeRoles roles() {
        return roles;
    }

    /** From now on callers' own policies let them assume roles. */
    void letAssume() {
        mayAssume = true;
    }

    /** What sessions are bound to ends. */
    void end(String arn) {
        ended.add(arn);
    }

    <I, O> O call(OperationType<I, O> type, I in, Principal principal) {
        return call(type, in, principal, Map.of());
    }

    @SuppressWarnings("unchecked") // Offers has tied each type to its operation.
    <I, O> O call(OperationType<I, O> type, I in, Principal principal, Map<String, String> beside) {
        Operation<I, O> operation =
                (Operation<I, O>) Objects.requireNonNull(sts.operations().get(type));
        return operation.call(
                in,
                new CallContext(
                        ACCOUNT, "us-east-1", principal, "request", URI.create("http://127.0.0.1:4566"), beside));
    }

    /** What the server finds for a call with these credentials. */
    Optional<Credential> found(Credentials credentials) {
        return sts.sessions().find(credentials.accessKeyId(), Optional.of(credentials.sessionToken()));
    }

    /** Whom these credentials stand for. */
    Principal principal(Credentials credentials) {
        Credential credential = found(credentials).orElseThrow();
        return new Principal(
                credential.principalArn(), credentials.accessKeyId(), credential.root(), credential.identity());
    }

    Optional<Credential> found(String accessKeyId, String token) {
        return sts.sessions().find(accessKeyId, Optional.of(token));
    }

    /** That {@code call} is refused with this code and a message that holds {@code text}. */
    static void refused(String code, String text, ThrowingCallable call) {
        Assertions.assertThatThrownBy(call).isInstanceOfSatisfying(AwsError.class, error -> {
            Assertions.assertThat(error.code()).as(error.message()).isEqualTo(code);
            Assertions.assertThat(error.message()).contains(text);
        });
    }
}
