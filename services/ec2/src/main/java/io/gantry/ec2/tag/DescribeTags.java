package io.gantry.ec2.tag;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Lists the tags of all resources, one an item. */
public final class DescribeTags implements Operation<DescribeTagsRequest, DescribeTagsResponse> {
    private static Fields<TagDescription> fields() {
        return Fields.<TagDescription>tagged(tag -> Map.of(tag.key(), tag.value()))
                .with("key", TagDescription::key)
                .with("value", TagDescription::value)
                .with("resource-id", TagDescription::resourceId)
                .with("resource-type", TagDescription::resourceTypeAsString);
    }

    private final StateStore store;
    private final Catalogs catalogs;

    public DescribeTags(StateStore store, Catalogs catalogs) {
        this.store = store;
        this.catalogs = catalogs;
    }

    @Override
    public DescribeTagsResponse call(DescribeTagsRequest in, CallContext call) {
        List<TagDescription> passing = fields().filtered(catalogs.tags(store.view(), Scope.of(call)), in.filters());
        Page<TagDescription> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(passing, tag -> tag.resourceId() + "\n" + tag.key());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
