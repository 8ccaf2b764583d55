package io.gantry.ecs.resource;

import io.gantry.base.Arn;
import io.gantry.wire.CallContext;

/**
 * The account and region that a resource lives in; the start of every record's id.
 *
 * @param accountId twelve digits
 * @param region for example {@code us-east-1}
 */
public record Scope(String accountId, String region) {
    /** The scope that the caller's credential names. */
    public static Scope of(CallContext call) {
        return new Scope(call.accountId(), call.region());
    }

    /** The same scope in texts that all records share. */
    public Scope interned() {
        return new Scope(accountId.intern(), region.intern());
    }

    /** The id of a record in this scope: {@code <account>/<region>/<rest>}. */
    public String id(String rest) {
        return accountId + "/" + region + "/" + rest;
    }

    /** The ARN of an ECS resource in this scope. */
    public Arn arn(String resource) {
        return Arn.of("ecs", region, accountId, resource);
    }

    /** Whether an ARN names an ECS resource of this account and region. */
    public boolean owns(Arn arn) {
        return arn.service().equals("ecs")
                && arn.region().equals(region)
                && arn.accountId().equals(accountId);
    }
}
