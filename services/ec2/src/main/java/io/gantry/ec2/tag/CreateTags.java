package io.gantry.ec2.tag;

import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;

/** Adds tags to resources, or replaces their values. */
public final class CreateTags implements Operation<CreateTagsRequest, CreateTagsResponse> {
    private final StateStore store;
    private final Catalogs catalogs;

    public CreateTags(StateStore store, Catalogs catalogs) {
        this.store = store;
        this.catalogs = catalogs;
    }

    @Override
    public CreateTagsResponse call(CreateTagsRequest in, CallContext call) {
        if (in.tags().isEmpty()) {
            throw Ec2Errors.missing("Tags");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            catalogs.retag(tx, scope, in.resources(), tags -> Tags.added(tags, in.tags()));
            return CreateTagsResponse.builder().build();
        });
    }
}
