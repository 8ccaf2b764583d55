package io.gantry.policy;

import java.util.Optional;
import java.util.Set;

/** One value of {@code Resource} or {@code NotResource}. */
final class ResourcePattern {
    private final Template template;
    private final Optional<Wildcard> ready;

    ResourcePattern(Template template) {
        this.template = template;
        this.ready = template.fixed() ? compiled(ConditionKeys.NONE) : Optional.empty();
    }

    boolean matches(AccessRequest request) {
        Optional<Wildcard> pattern = ready.isPresent() ? ready : compiled(request.keys());
        return pattern.isPresent() && pattern.get().matches(request.resource());
    }

    void collectKeys(Set<String> keys) {
        template.collectKeys(keys);
    }

    private Optional<Wildcard> compiled(ConditionKeys keys) {
        return template.pattern(keys).map(Wildcard::ofArns);
    }
}
