package io.gantry.access;

import io.gantry.policy.Caller;
import io.gantry.wire.CallContext;

/** Who a call's principal is to policies. */
final class Callers {
    private static final String SESSION = ":assumed-role/";

    private Callers() {}

    static Caller of(CallContext call) {
        String arn = call.principal().arn();
        if (arn.endsWith(":root")) {
            return Caller.root(call.accountId());
        }
        int session = arn.indexOf(SESSION);
        if (session < 0) {
            return Caller.user(arn);
        }
        String role = arn.substring(session + SESSION.length(), arn.lastIndexOf('/'));
        return Caller.session(arn, "arn:aws:iam::" + call.accountId() + ":role/" + role);
    }
}
