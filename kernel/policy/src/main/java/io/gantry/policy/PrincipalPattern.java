package io.gantry.policy;

import java.util.regex.Pattern;

/**
 * One principal that a statement names.
 *
 * @param type {@code AWS}, {@code Service}, {@code Federated} or {@code CanonicalUser}
 * @param value as the document writes it: {@code *}, twelve digits, an ARN, or a service's name
 */
public record PrincipalPattern(String type, String value) {
    /** Everybody. */
    static final PrincipalPattern ANYBODY = new PrincipalPattern("AWS", "*");

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:(iam::\\d{12}:(root|(user|role)/[^*]+)"
            + "|sts::\\d{12}:(assumed-role/[^*/]+/[^*]+|federated-user/[^*]+))");

    /** How far a principal that is named is the caller. */
    enum Reach {
        /** It is somebody else. */
        NONE,
        /** It is the caller's account, which leaves to the account's own policies who may. */
        ACCOUNT,
        /** It is the user or role behind the session, whose boundary and session policies limit what it is given. */
        ENTITY,
        /** It is the caller, who is given it whatever its own policies leave out. */
        CALLER
    }

    /** Whether IAM can know what it means; that the user or role exists is not asked. */
    boolean wellFormed() {
        return switch (type) {
            case "AWS" ->
                value.equals("*")
                        || ACCOUNT.matcher(value).matches()
                        || ARN.matcher(value).matches();
            case "Service" ->
                value.endsWith(".amazonaws.com") || value.endsWith(".amazonaws.com.cn") || value.equals("*");
            case "Federated", "CanonicalUser" -> !value.isEmpty();
            default -> false;
        };
    }

    /** The account, when that is what it names. */
    private boolean namesAccount(String accountId) {
        return value.equals(accountId) || (value.endsWith(":root") && value.contains("::" + accountId + ":"));
    }

    Reach reach(Caller caller) {
        if (type.equals("Service") || caller.type() == Caller.Type.SERVICE) {
            boolean named = type.equals("Service")
                    && caller.type() == Caller.Type.SERVICE
                    && (value.equals("*") || value.equals(caller.arn()));
            return named || this.equals(ANYBODY) ? Reach.CALLER : Reach.NONE;
        }
        if (!type.equals("AWS")) {
            return Reach.NONE;
        }
        if (value.equals(caller.arn())) {
            return Reach.CALLER;
        }
        boolean session = !caller.arn().equals(caller.entityArn());
        if (value.equals("*")) {
            return session ? Reach.ENTITY : Reach.CALLER;
        }
        if (session && value.equals(caller.entityArn())) {
            return Reach.ENTITY;
        }
        if (!namesAccount(caller.accountId())) {
            return Reach.NONE;
        }
        return caller.type() == Caller.Type.ACCOUNT ? Reach.CALLER : Reach.ACCOUNT;
    }
}
