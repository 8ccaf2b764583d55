package io.gantry.ec2.zone;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fields;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/**
 * Describes regions: those that every AWS account has, and the caller's. All of them are here, at the endpoint by which the
 * caller came, and each is a world of its own.
 */
public final class DescribeRegions implements Operation<DescribeRegionsRequest, DescribeRegionsResponse> {
    private static final List<String> KNOWN = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private static Fields<Region> fields() {
        return Fields.<Region>tagged(region -> Map.of())
                .with("endpoint", Region::endpoint)
                .with("opt-in-status", Region::optInStatus)
                .with("region-name", Region::regionName);
    }

    @Override
    public DescribeRegionsResponse call(DescribeRegionsRequest in, CallContext call) {
        TreeSet<String> names = new TreeSet<>(KNOWN);
        names.add(call.region());
        for (String wanted : in.regionNames()) {
            if (!names.contains(wanted)) {
                throw Ec2Errors.invalidValue("Invalid region provided: [" + wanted + "]");
            }
        }
        List<Region> regions = new ArrayList<>();
        for (String name : names) {
            if (in.regionNames().isEmpty() || in.regionNames().contains(name)) {
                regions.add(Region.builder()
                        .regionName(name)
                        .endpoint(call.endpoint().getAuthority())
                        .optInStatus("opt-in-not-required")
                        .build());
            }
        }
        return DescribeRegionsResponse.builder()
                .regions(fields().filtered(regions, in.filters()))
                .build();
    }
}
