package io.gantry.ecs;

import io.gantry.base.AwsError;
import io.gantry.base.Env;
import io.gantry.models.sts.StsApi;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** The operation of STS that ECS calls: every role can be assumed by tasks, but those that a test takes away. */
public final class FakeSts implements AwsCaller {
    private final Env env;
    private final Set<String> closed = new HashSet<>();
    private final List<String> sessions = new ArrayList<>();

    FakeSts(Env env) {
        this.env = env;
    }

    /** From now on the role cannot be assumed. */
    public void close(String roleArn) {
        closed.add(roleArn);
    }

    /** The names of the sessions that were made, oldest first. */
    public List<String> sessions() {
        return List.copyOf(sessions);
    }

    /** Whether it has this operation. */
    static boolean has(OperationType<?, ?> type) {
        return type.equals(StsApi.ASSUME_ROLE);
    }

    @Override
    @SuppressWarnings("unchecked") // The one operation answers what its type says.
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        AssumeRoleRequest in = (AssumeRoleRequest) input;
        if (closed.contains(in.roleArn()) || !as.principal().arn().equals("ecs-tasks.amazonaws.com")) {
            throw AwsError.client("AccessDeniedException", "not authorized to perform: sts:AssumeRole");
        }
        sessions.add(in.roleSessionName());
        return (O) AssumeRoleResponse.builder()
                .credentials(c -> c.accessKeyId("ASIA" + sessions.size())
                        .secretAccessKey("secret")
                        .sessionToken("token")
                        .expiration(env.now().plus(Duration.ofSeconds(in.durationSeconds()))))
                .build();
    }
}
