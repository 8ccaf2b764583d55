package io.gantry.ecs.tag;

import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;

/** Adds or replaces tags of a resource. */
public final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final StateStore store;
    private final List<TaggableResources> nouns;

    public TagResource(StateStore store, List<TaggableResources> nouns) {
        this.store = store;
        this.nouns = List.copyOf(nouns);
    }

    @Override
    public TagResourceResponse call(TagResourceRequest in, CallContext call) {
        TaggedResource resource = TaggedResource.of(nouns, Scope.of(call), in.resourceArn());
        return store.transact(tx -> {
            resource.retag(tx, Tags.added(resource.tags(tx), in.tags()));
            return TagResourceResponse.builder().build();
        });
    }
}
