package io.gantry.ecs.role;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.models.sts.StsApi;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Assumes the roles of tasks by STS's operation, in the name of ECS's tasks: what the role's trust policy says of
 * {@code ecs-tasks.amazonaws.com} decides.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html">ECS: task IAM role</a>
 */
public final class TaskRoles {
    /** How services name themselves to each other. */
    private static final Principal TASKS = new Principal("ecs-tasks.amazonaws.com", "", true);

    private static final URI HERE = URI.create("http://ecs-tasks.amazonaws.com");

    /** The text beside the call that makes a session end with what it names. */
    private static final String BOUND_TO = "boundTo";

    /** As long as AWS's; whatever the role's own limit, which is for people. */
    private static final int SECONDS = 6 * 3_600;

    private static final int SHORTEST = 900;

    private final AwsCaller sts;

    public TaskRoles(AwsCaller sts) {
        this.sts = sts;
    }

    /**
     * Refuses a role that tasks cannot act in; no role is none.
     *
     * @throws AwsError ClientException in AWS's words
     */
    public void verify(Scope scope, @Nullable String role) {
        Optional<String> arn = arn(scope, role);
        if (arn.isPresent()) {
            try {
                Credentials _ = assume(scope, arn.get(), "verification", SHORTEST, Map.of());
            } catch (AwsError refused) {
                throw EcsErrors.client(unable(arn.get()));
            }
        }
    }

    /** The role's ARN, of which a definition may give the name alone. */
    public static Optional<String> arn(Scope scope, @Nullable String role) {
        return Optional.ofNullable(role)
                .filter(given -> !given.isEmpty())
                .map(given -> Arn.looksLikeArn(given)
                        ? given
                        : Arn.of("iam", "", scope.accountId(), "role/" + given).toString());
    }

    /**
     * Credentials of a role for one task. They end with it.
     *
     * @param taskArn of the task; its id is the name of the session, as on AWS
     * @throws AwsError when the role is not there or does not trust tasks
     */
    public Credentials of(Scope scope, String roleArn, String taskArn) {
        String taskId = taskArn.substring(taskArn.lastIndexOf('/') + 1);
        return assume(scope, roleArn, taskId, SECONDS, Map.of(BOUND_TO, taskArn));
    }

    private Credentials assume(Scope scope, String roleArn, String session, int seconds, Map<String, String> beside) {
        CallContext call = new CallContext(scope.accountId(), scope.region(), TASKS, "task-roles", HERE, beside);
        return sts.call(
                        StsApi.ASSUME_ROLE,
                        AssumeRoleRequest.builder()
                                .roleArn(roleArn)
                                .roleSessionName(session)
                                .durationSeconds(seconds)
                                .build(),
                        call)
                .credentials();
    }

    /** AWS's words for a role that tasks cannot act in. */
    public static String unable(String roleArn) {
        return "ECS was unable to assume the role '" + roleArn
                + "' that was provided for this task. Please verify that the"
                + " role being passed has the proper trust relationship and permissions and that your IAM user has"
                + " permissions to pass this role.";
    }
}
