package io.gantry.ec2.account;

import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;

/** Describes the account: its default VPC, and quotas. */
public final class DescribeAccountAttributes
        implements Operation<DescribeAccountAttributesRequest, DescribeAccountAttributesResponse> {
    private final StateStore store;

    public DescribeAccountAttributes(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeAccountAttributesResponse call(DescribeAccountAttributesRequest in, CallContext call) {
        Map<String, String> attributes = new TreeMap<>(Map.of(
                "supported-platforms", "VPC",
                "default-vpc",
                        Vpcs.standard(store.view(), Scope.of(call))
                                .map(Vpc::vpcId)
                                .orElse("none"),
                "max-instances", "0",
                "max-elastic-ips", "1000",
                "vpc-max-elastic-ips", "1000",
                "vpc-max-security-groups-per-interface", "16"));
        return DescribeAccountAttributesResponse.builder()
                .accountAttributes(attributes.entrySet().stream()
                        .filter(attribute -> !in.hasAttributeNames()
                                || in.attributeNamesAsStrings().contains(attribute.getKey()))
                        .map(attribute -> AccountAttribute.builder()
                                .attributeName(attribute.getKey())
                                .attributeValues(AccountAttributeValue.builder()
                                        .attributeValue(attribute.getValue())
                                        .build())
                                .build())
                        .toList())
                .build();
    }
}
