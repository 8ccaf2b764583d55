package io.gantry.iam.simulation;

import io.gantry.policy.AccessRequest;
import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.policy.Decision;
import io.gantry.policy.PolicyEvaluator;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.policy.ResourcePolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.PolicySourceType;

/**
 * A question what would be decided.
 *
 * @param caller in whose name it is asked
 * @param policies that decide
 * @param resourcePolicy of the resources, if one is given
 * @param actions each of which is asked about
 * @param resources on each of which it is asked about
 * @param context condition keys with their values
 */
record Simulation(
        Caller caller,
        PolicySet policies,
        Optional<ResourcePolicy> resourcePolicy,
        List<String> actions,
        List<String> resources,
        Map<String, List<String>> context) {
    /** The resource of a question that names none. */
    private static final List<String> ANY = List.of("*");

    Simulation {
        resources = resources.isEmpty() ? ANY : List.copyOf(resources);
    }

    /** The context that a request gives. */
    static Map<String, List<String>> context(List<ContextEntry> entries) {
        Map<String, List<String>> context = new HashMap<>();
        entries.forEach(entry -> context.put(entry.contextKeyName(), entry.contextKeyValues()));
        return context;
    }

    /** The policies that a request brings. */
    static List<PolicySource> given(List<String> documents) {
        List<PolicySource> sources = new ArrayList<>();
        for (String document : documents) {
            sources.add(new PolicySource(
                    "PolicyInputList." + (sources.size() + 1), Inputs.document(document, PolicyKind.INLINE)));
        }
        return sources;
    }

    /** The answers, action by action. */
    List<EvaluationResult> results() {
        return actions.stream()
                .flatMap(action -> resources.stream().map(resource -> result(action, resource)))
                .toList();
    }

    private EvaluationResult result(String action, String resource) {
        AccessRequest request = new AccessRequest(caller, action, resource, ConditionKeys.of(context));
        Decision decision = resourcePolicy
                .map(policy -> PolicyEvaluator.decide(request, policies, policy))
                .orElseGet(() -> PolicyEvaluator.decide(request, policies));
        EvaluationResult.Builder result = EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(type(decision))
                .matchedStatements(PolicyEvaluator.matching(request, policies).stream()
                        .map(matched -> software.amazon.awssdk.services.iam.model.Statement.builder()
                                .sourcePolicyId(matched.policy())
                                .sourcePolicyType(
                                        matched.policy().startsWith("arn:")
                                                ? PolicySourceType.USER_MANAGED
                                                : PolicySourceType.NONE)
                                .build())
                        .toList())
                .missingContextValues(missing());
        if (policies.boundary().isPresent()) {
            PolicySet limit = PolicySet.of(List.of(policies.boundary().get()));
            boolean within = PolicyEvaluator.decide(request, limit).allowed();
            result.permissionsBoundaryDecisionDetail(detail -> detail.allowedByPermissionsBoundary(within));
        }
        return result.build();
    }

    private static PolicyEvaluationDecisionType type(Decision decision) {
        return switch (decision) {
            case Decision.Allowed _ -> PolicyEvaluationDecisionType.ALLOWED;
            case Decision.ExplicitDeny _ -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
            case Decision.ImplicitDeny _ -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
        };
    }

    private List<String> missing() {
        Set<String> keys = new TreeSet<>();
        policies.identity().forEach(source -> keys.addAll(source.document().conditionKeys()));
        context.keySet().forEach(key -> keys.remove(key.toLowerCase(Locale.ROOT)));
        return List.copyOf(keys);
    }
}
