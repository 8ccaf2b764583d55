package io.gantry.ecs.taskdefinition.rule;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The roles of the task and of its start: a name or an ARN. Whether there is such a role is not asked.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html">AWS:
 *     RegisterTaskDefinition</a>
 */
final class RoleRule implements Rule {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,64}");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/([!-.0-~]{1,510}/)*[A-Za-z0-9+=,.@_-]{1,64}");

    private static final int ARN_LENGTH = 2_048;

    @Override
    public void check(Draft draft) {
        check("taskRoleArn", draft.request().taskRoleArn());
        check("executionRoleArn", draft.request().executionRoleArn());
    }

    private static void check(String member, @Nullable String role) {
        if (role == null || role.isEmpty() || NAME.matcher(role).matches()) {
            return;
        }
        if (role.length() > ARN_LENGTH || !ARN.matcher(role).matches()) {
            throw Refusal.because("Role is not valid. The " + member
                    + " is the name of a role or its ARN, arn:aws:iam::<account>:role/<name>, unlike '" + role + "'.");
        }
    }
}
