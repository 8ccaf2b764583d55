package io.gantry.ecs.tag;

import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;

/** Takes tags from a resource; a key that it does not have is no error. */
public final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final StateStore store;
    private final List<TaggableResources> nouns;

    public UntagResource(StateStore store, List<TaggableResources> nouns) {
        this.store = store;
        this.nouns = List.copyOf(nouns);
    }

    @Override
    public UntagResourceResponse call(UntagResourceRequest in, CallContext call) {
        TaggedResource resource = TaggedResource.of(nouns, Scope.of(call), in.resourceArn());
        return store.transact(tx -> {
            resource.retag(tx, Tags.removed(resource.tags(tx), in.tagKeys()));
            return UntagResourceResponse.builder().build();
        });
    }
}
