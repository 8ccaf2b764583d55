package io.gantry.ec2.networkinterface;

import io.gantry.base.Page;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;

/** Describes network interfaces. */
public final class DescribeNetworkInterfaces
        implements Operation<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResponse> {
    private static Fields<NetworkInterface> fields() {
        return Fields.<NetworkInterface>ofResources()
                .withAll(
                        "addresses.private-ip-address",
                        eni -> eni.addresses().stream().map(Ipv4::toString).toList())
                .withAll(
                        "addresses.primary",
                        eni -> eni.addresses().size() > 1 ? List.of("true", "false") : List.of("true"))
                .withAll("attachment.attachment-id", attachment(Attachment::attachmentId))
                .withAll(
                        "attachment.attach-time",
                        attachment(it -> it.attachTime().toString()))
                .withAll(
                        "attachment.delete-on-termination",
                        attachment(it -> Boolean.toString(it.deleteOnTermination())))
                .withAll("attachment.device-index", attachment(it -> Integer.toString(it.deviceIndex())))
                .withAll("attachment.instance-id", attachment(Attachment::instanceId))
                .withAll("attachment.instance-owner-id", attachment(Attachment::instanceOwnerId))
                .withAll("attachment.status", attachment(it -> "attached"))
                .with("availability-zone", eni -> eni.zone().name())
                .with("availability-zone-id", eni -> eni.zone().zoneId())
                .with("description", NetworkInterface::description)
                .withAll(
                        "group-id",
                        eni -> eni.groups().stream().map(GroupName::groupId).toList())
                .withAll(
                        "group-name",
                        eni -> eni.groups().stream().map(GroupName::groupName).toList())
                .with("interface-type", NetworkInterface::interfaceType)
                .with("ipv6-addresses.ipv6-address", eni -> "")
                .with("mac-address", NetworkInterface::macAddress)
                .with("network-interface-id", NetworkInterface::networkInterfaceId)
                .with("operator.managed", eni -> "false")
                .with("operator.principal", eni -> "")
                .with("owner-id", eni -> eni.scope().accountId())
                .with("private-dns-name", NetworkInterface::privateDnsName)
                .with("private-ip-address", eni -> eni.address().toString())
                .with("requester-id", NetworkInterface::requesterId)
                .with("requester-managed", eni -> Boolean.toString(eni.requesterManaged()))
                .with("source-dest-check", eni -> Boolean.toString(eni.sourceDestCheck()))
                .with("status", NetworkInterface::status)
                .with("subnet-id", NetworkInterface::subnetId)
                .with("vpc-id", NetworkInterface::vpcId);
    }

    private final StateStore store;

    public DescribeNetworkInterfaces(StateStore store) {
        this.store = store;
    }

    private static Function<NetworkInterface, List<String>> attachment(Function<Attachment, String> value) {
        return eni -> eni.attachment().map(value).stream().toList();
    }

    @Override
    public DescribeNetworkInterfacesResponse call(DescribeNetworkInterfacesRequest in, CallContext call) {
        Page<NetworkInterface> page = Listing.of(
                        in.networkInterfaceIds(), in.filters(), in.nextToken(), in.maxResults())
                .page(store.view(), Scope.of(call), NetworkInterfaces.CATALOG, fields());
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items().stream().map(InterfaceShape::of).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
