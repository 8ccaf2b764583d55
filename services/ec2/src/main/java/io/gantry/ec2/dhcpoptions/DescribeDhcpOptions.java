package io.gantry.ec2.dhcpoptions;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsResponse;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;

/** Describes DHCP option sets. */
public final class DescribeDhcpOptions implements Operation<DescribeDhcpOptionsRequest, DescribeDhcpOptionsResponse> {
    private static Fields<DhcpOptions> fields() {
        return Fields.<DhcpOptions>ofResources()
                .with("dhcp-options-id", DhcpOptions::dhcpOptionsId)
                .withAll("key", options -> options.configurations().keySet())
                .with("owner-id", options -> options.scope().accountId())
                .withAll(
                        "value",
                        options -> options.configurations().values().stream()
                                .flatMap(values -> values.stream())
                                .toList());
    }

    private final StateStore store;

    public DescribeDhcpOptions(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeDhcpOptionsResponse call(DescribeDhcpOptionsRequest in, CallContext call) {
        Page<DhcpOptions> page = Listing.of(in.dhcpOptionsIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(store.view(), Scope.of(call), DhcpOptionSets.CATALOG, fields());
        return DescribeDhcpOptionsResponse.builder()
                .dhcpOptions(
                        page.items().stream().map(DescribeDhcpOptions::shape).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static software.amazon.awssdk.services.ec2.model.DhcpOptions shape(DhcpOptions options) {
        return software.amazon.awssdk.services.ec2.model.DhcpOptions.builder()
                .dhcpOptionsId(options.dhcpOptionsId())
                .ownerId(options.scope().accountId())
                .dhcpConfigurations(new TreeMap<>(options.configurations())
                        .entrySet().stream()
                                .map(each -> DhcpConfiguration.builder()
                                        .key(each.getKey())
                                        .values(each.getValue().stream()
                                                .map(value -> AttributeValue.builder()
                                                        .value(value)
                                                        .build())
                                                .toList())
                                        .build())
                                .toList())
                .tags(Tags.toShape(options.tags()))
                .build();
    }
}
