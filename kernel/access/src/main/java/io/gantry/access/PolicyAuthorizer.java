package io.gantry.access;

import io.gantry.policy.AccessRequest;
import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.policy.Decision;
import io.gantry.policy.PolicyEvaluator;
import io.gantry.policy.PolicySet;
import io.gantry.state.View;
import io.gantry.wire.Authorizer;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets a call pass when the policies of its principal allow everything that it needs. For root nothing is looked up: it may do
 * everything.
 */
public final class PolicyAuthorizer implements Authorizer {
    private final AccessTable table;
    private final PrincipalPolicies principals;
    private final Supplier<View> views;
    private final Supplier<Instant> clock;

    /**
     * An authorizer.
     *
     * @param table what operations need; one that is not in it needs its own action and nothing else
     * @param principals whose policies decide
     * @param views the state, of which one view is taken a call
     * @param clock the time of calls
     */
    public PolicyAuthorizer(
            AccessTable table, PrincipalPolicies principals, Supplier<View> views, Supplier<Instant> clock) {
        this.table = table;
        this.principals = principals;
        this.views = views;
        this.clock = clock;
    }

    @Override
    public void authorize(CallContext call, OperationType<?, ?> type, Object input) {
        if (call.principal().root()) {
            return;
        }
        check(
                call,
                table.of(type)
                        .map(facts -> facts.of(input, call, views.get()))
                        .orElseGet(() -> List.of(Access.of(type.action()))));
    }

    /**
     * Returns when everything in {@code accesses} is allowed: for what is no operation, as opening an agent's channel is.
     *
     * @throws io.gantry.base.AwsError AccessDeniedException for the first thing that is not
     */
    public void check(CallContext call, List<Access> accesses) {
        if (call.principal().root()) {
            return;
        }
        Caller caller = Callers.of(call);
        PolicySet policies = principals.of(call);
        ConditionKeys common = CallKeys.of(call, caller, clock.get());
        for (Access access : accesses) {
            AccessRequest request = new AccessRequest(
                    caller, access.action(), access.resource(), access.keys().or(common));
            Decision decision = PolicyEvaluator.decide(request, policies);
            if (!decision.allowed()) {
                throw Denial.of(call.principal().arn(), access, decision);
            }
        }
    }
}
