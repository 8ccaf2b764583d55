package io.gantry.access;

import io.gantry.policy.PolicySet;
import io.gantry.wire.CallContext;

/** Where the policies of callers are looked up. Called once a call, from many threads; root is not asked about. */
@FunctionalInterface
public interface PrincipalPolicies {
    /** Nobody but root may do anything. */
    PrincipalPolicies NONE = call -> PolicySet.NONE;

    /** The policies that the call's principal has now; none when it is there no more. */
    PolicySet of(CallContext call);
}
