package io.gantry.ecs.tag;

import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;

/** Lists a resource's tags. */
public final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final StateStore store;
    private final List<TaggableResources> nouns;

    public ListTagsForResource(StateStore store, List<TaggableResources> nouns) {
        this.store = store;
        this.nouns = List.copyOf(nouns);
    }

    @Override
    public ListTagsForResourceResponse call(ListTagsForResourceRequest in, CallContext call) {
        TaggedResource resource = TaggedResource.of(nouns, Scope.of(call), in.resourceArn());
        return ListTagsForResourceResponse.builder()
                .tags(Tags.toShape(resource.tagsToShow(store.view())))
                .build();
    }
}
