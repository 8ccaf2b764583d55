package io.gantry.policy;

import io.gantry.policy.Decision.Matched;
import io.gantry.policy.PrincipalPattern.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What several policies together say. A statement that denies wins, wherever it stands. Else somebody has to allow: within an
 * account the principal's own policies or the resource's, across accounts both; and what the principal's boundary and session
 * policies leave out is not allowed, but for what a resource's policy gives to the very user or session.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html">
 *     IAM: how a request is allowed or denied</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html">IAM:
 *     across accounts</a>
 */
public final class PolicyEvaluator {
    private final AccessRequest request;
    private final PolicySet policies;
    private final Optional<ResourcePolicy> resource;
    private final String action;

    private PolicyEvaluator(AccessRequest request, PolicySet policies, Optional<ResourcePolicy> resource) {
        this.request = request;
        this.policies = policies;
        this.resource = resource;
        this.action = request.action().toLowerCase(Locale.ROOT);
    }

    /** The decision about an action on a resource that has no policy of its own. */
    public static Decision decide(AccessRequest request, PolicySet policies) {
        return new PolicyEvaluator(request, policies, Optional.empty()).decide();
    }

    /** The decision about an action on a resource with a policy. */
    public static Decision decide(AccessRequest request, PolicySet policies, ResourcePolicy resource) {
        return new PolicyEvaluator(request, policies, Optional.of(resource)).decide();
    }

    /**
     * Every statement of the principal's own policies that is about the request, whatever its effect: what the simulations
     * tell.
     */
    public static List<Matched> matching(AccessRequest request, PolicySet policies) {
        PolicyEvaluator evaluator = new PolicyEvaluator(request, policies, Optional.empty());
        List<Matched> all = new ArrayList<>();
        for (Layer layer : List.of(Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION)) {
            for (PolicySource source : evaluator.sources(layer)) {
                source.document().statements().stream()
                        .filter(statement -> statement.matches(request, evaluator.action))
                        .forEach(statement -> all.add(new Matched(layer, source.name(), statement.sid())));
            }
        }
        return all;
    }

    private Decision decide() {
        for (Layer layer : Layer.values()) {
            for (PolicySource source : sources(layer)) {
                Optional<Statement> denying = first(layer, source, Effect.DENY);
                if (denying.isPresent()) {
                    return new Decision.ExplicitDeny(matched(layer, source, denying.get()));
                }
            }
        }
        Reach given = resource.isPresent() ? given(resource.get()) : Reach.NONE;
        if (request.caller().type() == Caller.Type.SERVICE) {
            return given == Reach.NONE ? new Decision.ImplicitDeny(Layer.RESOURCE) : byResource();
        }
        boolean foreign = resource.isPresent()
                && !resource.get().accountId().equals(request.caller().accountId());
        boolean decisive = foreign || (resource.isPresent() && resource.get().decisive());
        if (decisive && given == Reach.NONE) {
            return new Decision.ImplicitDeny(Layer.RESOURCE);
        }
        if (!foreign && given == Reach.CALLER) {
            return byResource();
        }
        Optional<Matched> allowing = !foreign && given == Reach.ENTITY ? Optional.of(resourceGrant()) : identity();
        if (allowing.isEmpty()) {
            return new Decision.ImplicitDeny(Layer.IDENTITY);
        }
        for (Layer limit : List.of(Layer.BOUNDARY, Layer.SESSION)) {
            if (!sources(limit).isEmpty() && allowing(limit).isEmpty()) {
                return new Decision.ImplicitDeny(limit);
            }
        }
        return new Decision.Allowed(allowing.get());
    }

    /** What allows the caller's side: its policies, or being root. */
    private Optional<Matched> identity() {
        return request.caller().type() == Caller.Type.ACCOUNT ? Optional.of(Matched.ROOT) : allowing(Layer.IDENTITY);
    }

    private Optional<Matched> allowing(Layer layer) {
        for (PolicySource source : sources(layer)) {
            Optional<Statement> allowing = first(layer, source, Effect.ALLOW);
            if (allowing.isPresent()) {
                return allowing.map(statement -> matched(layer, source, statement));
            }
        }
        return Optional.empty();
    }

    private Decision byResource() {
        return new Decision.Allowed(resourceGrant());
    }

    private Matched resourceGrant() {
        return allowing(Layer.RESOURCE).orElseThrow();
    }

    /** How far the resource's policy allows the caller. */
    private Reach given(ResourcePolicy policy) {
        Reach best = Reach.NONE;
        for (Statement statement : policy.source().document().statements()) {
            if (statement.effect() == Effect.ALLOW && statement.matches(request, action)) {
                Reach reach = reach(statement);
                best = reach.compareTo(best) > 0 ? reach : best;
            }
        }
        return best;
    }

    private Reach reach(Statement statement) {
        return statement
                .principals()
                .map(principals -> principals.reach(request.caller()))
                .orElse(Reach.NONE);
    }

    private Optional<Statement> first(Layer layer, PolicySource source, Effect effect) {
        for (Statement statement : source.document().statements()) {
            if (statement.effect() == effect
                    && statement.matches(request, action)
                    && (layer != Layer.RESOURCE || reach(statement) != Reach.NONE)) {
                return Optional.of(statement);
            }
        }
        return Optional.empty();
    }

    private static Matched matched(Layer layer, PolicySource source, Statement statement) {
        return new Matched(layer, source.name(), statement.sid());
    }

    private List<PolicySource> sources(Layer layer) {
        return switch (layer) {
            case IDENTITY -> policies.identity();
            case BOUNDARY -> policies.boundary().map(List::of).orElse(List.of());
            case SESSION -> policies.session();
            case RESOURCE -> resource.map(ResourcePolicy::source).map(List::of).orElse(List.of());
        };
    }
}
