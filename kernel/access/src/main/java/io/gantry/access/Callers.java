package io.gantry.access;

import io.gantry.policy.Caller;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.sigv4.Session;
import java.util.Optional;

/** Who a call's principal is to policies. */
public final class Callers {
    private static final String SESSION = ":assumed-role/";

    private Callers() {}

    /** The caller; a service that calls in its own name has no ARN. */
    public static Caller of(CallContext call) {
        Principal principal = call.principal();
        String arn = principal.arn();
        if (!arn.startsWith("arn:")) {
            return Caller.service(arn);
        }
        if (arn.endsWith(":root")) {
            return Caller.root(call.accountId());
        }
        Optional<Session> known = principal.identity().session().filter(Session::ofRole);
        if (known.isPresent()) {
            return Caller.session(arn, known.get().issuerArn());
        }
        int session = arn.indexOf(SESSION);
        if (session < 0) {
            return Caller.user(arn);
        }
        String role = arn.substring(session + SESSION.length(), arn.lastIndexOf('/'));
        return Caller.session(arn, "arn:aws:iam::" + call.accountId() + ":role/" + role);
    }
}
