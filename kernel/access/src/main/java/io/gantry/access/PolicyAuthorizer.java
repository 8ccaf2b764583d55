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

    /** Whether {@code access} is allowed: for what is no operation, as opening an agent's channel is. */
    public boolean allows(CallContext call, Access access) {
        return call.principal().root() || new Question(call).decide(access).allowed();
    }

    private void check(CallContext call, List<Access> accesses) {
        Question question = new Question(call);
        for (Access access : accesses) {
            Decision decision = question.decide(access);
            if (!decision.allowed()) {
                throw Denial.of(call.principal().arn(), access, decision);
            }
        }
    }

    /** What is the same for everything that a call needs. */
    private final class Question {
        private final Caller caller;
        private final PolicySet policies;
        private final ConditionKeys common;

        Question(CallContext call) {
            this.caller = Callers.of(call);
            this.policies = principals.of(call);
            this.common = CallKeys.of(call, caller, clock.get());
        }

        Decision decide(Access access) {
            ConditionKeys keys = access.keys().or(common);
            return PolicyEvaluator.decide(
                    new AccessRequest(caller, access.action(), access.resource(), keys), policies);
        }
    }
}
