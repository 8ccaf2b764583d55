package io.gantry.ec2.networkacl;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;

/** Describes network ACLs. */
public final class DescribeNetworkAcls implements Operation<DescribeNetworkAclsRequest, DescribeNetworkAclsResponse> {
    private static Fields<NetworkAcl> fields() {
        return Fields.<NetworkAcl>ofResources()
                .withAll("association.association-id", associations(AclAssociation::associationId))
                .withAll(
                        "association.network-acl-id",
                        acl -> acl.associations().isEmpty() ? List.of() : List.of(acl.networkAclId()))
                .withAll("association.subnet-id", associations(AclAssociation::subnetId))
                .with("default", acl -> Boolean.toString(acl.standard()))
                .withAll("entry.cidr", entries(entry -> entry.cidrBlock().toString()))
                .withAll("entry.egress", entries(entry -> Boolean.toString(entry.egress())))
                .withAll("entry.ipv6-cidr", acl -> List.of())
                .withAll("entry.protocol", entries(Entry::protocol))
                .withAll("entry.rule-action", entries(entry -> entry.allow() ? "allow" : "deny"))
                .withAll("entry.rule-number", entries(entry -> Integer.toString(entry.ruleNumber())))
                .with("network-acl-id", NetworkAcl::networkAclId)
                .with("owner-id", acl -> acl.scope().accountId())
                .with("vpc-id", NetworkAcl::vpcId);
    }

    private final StateStore store;

    public DescribeNetworkAcls(StateStore store) {
        this.store = store;
    }

    private static Function<NetworkAcl, List<String>> associations(Function<AclAssociation, String> value) {
        return acl -> acl.associations().stream().map(value).toList();
    }

    private static Function<NetworkAcl, List<String>> entries(Function<Entry, String> value) {
        return acl -> acl.entries().stream().map(value).toList();
    }

    static software.amazon.awssdk.services.ec2.model.NetworkAcl shape(NetworkAcl acl) {
        return software.amazon.awssdk.services.ec2.model.NetworkAcl.builder()
                .networkAclId(acl.networkAclId())
                .vpcId(acl.vpcId())
                .ownerId(acl.scope().accountId())
                .isDefault(acl.standard())
                .associations(acl.associations().stream()
                        .map(association -> NetworkAclAssociation.builder()
                                .networkAclAssociationId(association.associationId())
                                .networkAclId(acl.networkAclId())
                                .subnetId(association.subnetId())
                                .build())
                        .toList())
                .entries(acl.entries().stream().map(DescribeNetworkAcls::shape).toList())
                .tags(Tags.toShape(acl.tags()))
                .build();
    }

    private static NetworkAclEntry shape(Entry entry) {
        return NetworkAclEntry.builder()
                .ruleNumber(entry.ruleNumber())
                .egress(entry.egress())
                .protocol(entry.protocol())
                .ruleAction(entry.allow() ? "allow" : "deny")
                .cidrBlock(entry.cidrBlock().toString())
                .build();
    }

    @Override
    public DescribeNetworkAclsResponse call(DescribeNetworkAclsRequest in, CallContext call) {
        Page<NetworkAcl> page = Listing.of(in.networkAclIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(store.view(), Scope.of(call), NetworkAcls.CATALOG, fields());
        return DescribeNetworkAclsResponse.builder()
                .networkAcls(
                        page.items().stream().map(DescribeNetworkAcls::shape).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
