package io.gantry.ec2.zone;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fields;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;

/** Describes the three zones of the caller's region. */
public final class DescribeAvailabilityZones
        implements Operation<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResponse> {
    private static Fields<AvailabilityZone> fields() {
        return Fields.<AvailabilityZone>tagged(zone -> Map.of())
                .with("group-name", DescribeAvailabilityZones::group)
                .with("message", zone -> "")
                .with("opt-in-status", zone -> "opt-in-not-required")
                .with("parent-zone-id", zone -> "")
                .with("parent-zone-name", zone -> "")
                .with("region-name", AvailabilityZone::region)
                .with("state", zone -> "available")
                .with("zone-id", AvailabilityZone::zoneId)
                .with("zone-name", AvailabilityZone::name)
                .with("zone-type", zone -> "availability-zone");
    }

    private static String group(AvailabilityZone zone) {
        return zone.region() + "-zg-1";
    }

    @Override
    public DescribeAvailabilityZonesResponse call(DescribeAvailabilityZonesRequest in, CallContext call) {
        List<AvailabilityZone> all = AvailabilityZone.of(call.region());
        refuseUnknown(in.zoneNames(), all.stream().map(AvailabilityZone::name).toList());
        refuseUnknown(in.zoneIds(), all.stream().map(AvailabilityZone::zoneId).toList());
        List<AvailabilityZone> named = all.stream()
                .filter(zone -> in.zoneNames().isEmpty() || in.zoneNames().contains(zone.name()))
                .filter(zone -> in.zoneIds().isEmpty() || in.zoneIds().contains(zone.zoneId()))
                .toList();
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(fields().filtered(named, in.filters()).stream()
                        .map(DescribeAvailabilityZones::shape)
                        .toList())
                .build();
    }

    private static void refuseUnknown(List<String> wanted, List<String> known) {
        wanted.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw Ec2Errors.invalidValue("Invalid availability zone: [" + name + "]");
        });
    }

    private static software.amazon.awssdk.services.ec2.model.AvailabilityZone shape(AvailabilityZone zone) {
        return software.amazon.awssdk.services.ec2.model.AvailabilityZone.builder()
                .optInStatus("opt-in-not-required")
                .messages(List.of())
                .regionName(zone.region())
                .zoneName(zone.name())
                .zoneId(zone.zoneId())
                .groupName(group(zone))
                .networkBorderGroup(zone.region())
                .zoneType("availability-zone")
                .state("available")
                .build();
    }
}
