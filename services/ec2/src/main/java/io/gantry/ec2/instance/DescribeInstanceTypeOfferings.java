package io.gantry.ec2.instance;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.zone.AvailabilityZone;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;

/** Describes where instance types are offered: every one everywhere. */
public final class DescribeInstanceTypeOfferings
        implements Operation<DescribeInstanceTypeOfferingsRequest, DescribeInstanceTypeOfferingsResponse> {
    private static Fields<InstanceTypeOffering> fields() {
        return Fields.<InstanceTypeOffering>tagged(each -> Map.of())
                .with("instance-type", InstanceTypeOffering::instanceTypeAsString)
                .with("location", InstanceTypeOffering::location);
    }

    @Override
    public DescribeInstanceTypeOfferingsResponse call(DescribeInstanceTypeOfferingsRequest in, CallContext call) {
        String locationType = in.locationTypeAsString() == null ? "region" : in.locationTypeAsString();
        List<AvailabilityZone> zones = AvailabilityZone.of(call.region());
        List<String> locations = switch (locationType) {
            case "region" -> List.of(call.region());
            case "availability-zone" ->
                zones.stream().map(AvailabilityZone::name).toList();
            case "availability-zone-id" ->
                zones.stream().map(AvailabilityZone::zoneId).toList();
            case String other -> throw Ec2Errors.invalidValue(other, "locationType", "No such location type.");
        };
        List<InstanceTypeOffering> all = MachineType.all().stream()
                .flatMap(type -> locations.stream()
                        .map(location -> InstanceTypeOffering.builder()
                                .instanceType(type.name())
                                .locationType(locationType)
                                .location(location)
                                .build()))
                .toList();
        Page<InstanceTypeOffering> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(
                        fields().filtered(all, in.filters()),
                        each -> each.instanceTypeAsString() + "/" + each.location());
        return DescribeInstanceTypeOfferingsResponse.builder()
                .instanceTypeOfferings(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
