package io.gantry.ecs.instance;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** Container instances as the tag operations see them. */
public final class InstanceTags implements TaggableResources {
    @Override
    public String resourceType() {
        return "container-instance";
    }

    @Override
    public Optional<Map<String, String>> tags(View view, Scope scope, Arn arn) {
        return ContainerInstances.byArn(view, scope, arn.toString())
                .filter(ContainerInstance::isRegistered)
                .map(ContainerInstance::tags);
    }

    @Override
    public void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags) {
        ContainerInstances.byArn(tx, scope, arn.toString())
                .ifPresent(instance -> tx.put(ContainerInstances.TABLE, instance.withTags(tags)));
    }
}
