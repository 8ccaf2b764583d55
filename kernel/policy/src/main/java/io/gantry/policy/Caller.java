package io.gantry.policy;

import io.gantry.base.Arn;

/**
 * Who makes a request, as policies see it.
 *
 * @param type the sort of principal
 * @param arn the principal itself: of a session its own ARN, of a service its name
 * @param entityArn the user or role behind it; the same as {@code arn} where nothing is behind it
 * @param accountId twelve digits; empty for a service
 */
public record Caller(Type type, String arn, String entityArn, String accountId) {

    /** Sorts of principals, as {@code aws:PrincipalType} names them. */
    public enum Type {
        /** The root of an account. */
        ACCOUNT("Account"),
        /** An IAM user, by its keys or a session without a role. */
        USER("User"),
        /** A session of a role. */
        ASSUMED_ROLE("AssumedRole"),
        /** A session of GetFederationToken. */
        FEDERATED_USER("FederatedUser"),
        /** An AWS service in its own name. */
        SERVICE("Service");

        private final String title;

        Type(String title) {
            this.title = title;
        }

        /** The value of {@code aws:PrincipalType}. */
        public String title() {
            return title;
        }
    }

    /** The root of an account. */
    public static Caller root(String accountId) {
        return named(Type.ACCOUNT, "arn:aws:iam::" + accountId + ":root");
    }

    /** A user, or a session that GetSessionToken gave one. */
    public static Caller user(String userArn) {
        return named(Type.USER, userArn);
    }

    /**
     * A session of a role.
     *
     * @param sessionArn {@code arn:aws:sts::111122223333:assumed-role/web/i-1}
     * @param roleArn {@code arn:aws:iam::111122223333:role/path/web}
     */
    public static Caller session(String sessionArn, String roleArn) {
        return new Caller(Type.ASSUMED_ROLE, sessionArn, roleArn, account(sessionArn));
    }

    /** A session of a federated user, with the user whose keys made it. */
    public static Caller federated(String sessionArn, String userArn) {
        return new Caller(Type.FEDERATED_USER, sessionArn, userArn, account(sessionArn));
    }

    /** A service, for example {@code ecs-tasks.amazonaws.com}. */
    public static Caller service(String name) {
        return new Caller(Type.SERVICE, name, name, "");
    }

    private static Caller named(Type type, String arn) {
        return new Caller(type, arn, arn, account(arn));
    }

    private static String account(String arn) {
        return Arn.parse(arn)
                .orElseThrow(() -> new IllegalArgumentException(arn + " is no ARN"))
                .accountId();
    }
}
