package io.gantry.ec2.tag;

import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;

/** Takes tags from resources; those that are not there are no error. Without tags in the call it takes all. */
public final class DeleteTags implements Operation<DeleteTagsRequest, DeleteTagsResponse> {
    private final StateStore store;
    private final Catalogs catalogs;

    public DeleteTags(StateStore store, Catalogs catalogs) {
        this.store = store;
        this.catalogs = catalogs;
    }

    @Override
    public DeleteTagsResponse call(DeleteTagsRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            catalogs.retag(tx, scope, in.resources(), tags -> Tags.removed(tags, in.tags()));
            return DeleteTagsResponse.builder().build();
        });
    }
}
