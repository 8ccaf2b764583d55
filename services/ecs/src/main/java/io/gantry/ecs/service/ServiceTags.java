package io.gantry.ecs.service;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** Services as the tag operations see them. */
public final class ServiceTags implements TaggableResources {
    @Override
    public String resourceType() {
        return "service";
    }

    @Override
    public Optional<Map<String, String>> tags(View view, Scope scope, Arn arn) {
        return find(view, scope, arn).map(Service::tags);
    }

    @Override
    public void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags) {
        find(tx, scope, arn).ifPresent(service -> tx.put(Services.TABLE, service.withTags(tags)));
    }

    private static Optional<Service> find(View view, Scope scope, Arn arn) {
        return view.get(Services.TABLE, scope.id(arn.resourceId()))
                .filter(service -> service.status() != Service.Status.INACTIVE);
    }
}
