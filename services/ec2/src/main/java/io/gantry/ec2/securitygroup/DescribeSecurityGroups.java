package io.gantry.ec2.securitygroup;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;

/** Describes security groups. */
public final class DescribeSecurityGroups
        implements Operation<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResponse> {
    private final StateStore store;

    public DescribeSecurityGroups(StateStore store) {
        this.store = store;
    }

    private static Fields<SecurityGroup> fields() {
        Fields<SecurityGroup> fields = Fields.<SecurityGroup>ofResources()
                .with("description", SecurityGroup::description)
                .with("group-id", SecurityGroup::groupId)
                .with("group-name", SecurityGroup::groupName)
                .with("owner-id", group -> group.scope().accountId())
                .with("vpc-id", SecurityGroup::vpcId);
        ofRules(fields, "ip-permission.", false);
        ofRules(fields, "egress.ip-permission.", true);
        return fields;
    }

    private static void ofRules(Fields<SecurityGroup> fields, String prefix, boolean egress) {
        fields.withAll(prefix + "cidr", each(egress, rule -> rule.peer().valueIf(Peer.Sort.CIDR_IPV4)))
                .withAll(prefix + "ipv6-cidr", each(egress, rule -> rule.peer().valueIf(Peer.Sort.CIDR_IPV6)))
                .withAll(
                        prefix + "prefix-list-id",
                        each(egress, rule -> rule.peer().valueIf(Peer.Sort.PREFIX_LIST)))
                .withAll(prefix + "group-id", each(egress, rule -> rule.peer().valueIf(Peer.Sort.GROUP)))
                .withAll(
                        prefix + "from-port",
                        each(egress, rule -> Integer.toString(rule.traffic().fromPort())))
                .withAll(
                        prefix + "to-port",
                        each(egress, rule -> Integer.toString(rule.traffic().toPort())))
                .withAll(
                        prefix + "protocol", each(egress, rule -> rule.traffic().protocol()))
                .withAll(
                        prefix + "user-id",
                        group -> group.rules(egress).stream()
                                .filter(rule -> rule.peer().kind() == Peer.Sort.GROUP)
                                .map(rule -> group.scope().accountId())
                                .toList());
    }

    private static Function<SecurityGroup, List<String>> each(
            boolean egress, Function<SecurityGroupRule, String> value) {
        return group -> group.rules(egress).stream()
                .map(value)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Override
    public DescribeSecurityGroupsResponse call(DescribeSecurityGroupsRequest in, CallContext call) {
        View view = store.view();
        Scope scope = Scope.of(call);
        List<String> ids = Stream.concat(
                        in.groupIds().stream(),
                        in.groupNames().stream()
                                .map(name -> SecurityGroups.required(view, scope, null, name)
                                        .groupId()))
                .toList();
        Page<SecurityGroup> page = Listing.of(ids, in.filters(), in.nextToken(), in.maxResults())
                .page(view, scope, SecurityGroups.CATALOG, fields());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items().stream().map(GroupShapes::of).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
