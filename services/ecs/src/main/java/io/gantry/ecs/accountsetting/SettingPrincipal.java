package io.gantry.ecs.accountsetting;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.wire.CallContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose settings a call is about. */
final class SettingPrincipal {
    /** The root, or a user or role with its path. */
    private static final Pattern PRINCIPAL =
            Pattern.compile("root|(user|role)/([!-.0-~]{1,510}/){0,20}[A-Za-z0-9+=,.@_-]{1,64}");

    private static final int ARN_LENGTH = 2_048;

    private SettingPrincipal() {}

    /** The ARN of the account's root. */
    static String root(Scope scope) {
        return "arn:aws:iam::" + scope.accountId() + ":root";
    }

    /** The caller as a bearer of settings: a session of a role has the role's, a federated user the root's. */
    static String caller(CallContext call) {
        String arn = call.principal().arn();
        return Arn.parse(arn)
                .filter(parsed -> parsed.service().equals("sts"))
                .map(parsed -> ofSession(Scope.of(call), parsed))
                .orElse(arn);
    }

    /**
     * The principal that the call names, else the caller.
     *
     * @throws AwsError InvalidParameterException for something that is no principal of this account, and
     *     AccessDeniedException when it is another than the caller, who is not the root
     */
    static String of(CallContext call, @Nullable String principalArn) {
        String caller = caller(call);
        if (principalArn == null || principalArn.isEmpty() || principalArn.equals(caller)) {
            return caller;
        }
        boolean known = Arn.parse(principalArn)
                .filter(arn -> principalArn.length() <= ARN_LENGTH)
                .filter(arn -> arn.service().equals("iam") && arn.accountId().equals(call.accountId()))
                .filter(arn -> PRINCIPAL.matcher(arn.resource()).matches())
                .isPresent();
        if (!known) {
            throw EcsErrors.invalidParameter("Invalid principalArn '" + principalArn
                    + "'. Specify the ARN of a user, a role or the root user of this account.");
        }
        if (!call.principal().root()) {
            throw AwsError.client(
                    "AccessDeniedException",
                    "You must be the root user or the principal " + principalArn + " to use its account settings.");
        }
        return principalArn;
    }

    private static String ofSession(Scope scope, Arn session) {
        String[] parts = session.resource().split("/", -1);
        return parts.length > 1 && parts[0].equals("assumed-role")
                ? "arn:aws:iam::" + scope.accountId() + ":role/" + parts[1]
                : root(scope);
    }
}
