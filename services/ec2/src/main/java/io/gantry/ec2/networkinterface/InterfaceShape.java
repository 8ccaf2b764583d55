package io.gantry.ec2.networkinterface;

import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** A network interface in AWS's shape. */
public final class InterfaceShape {
    private InterfaceShape() {}

    /** The whole answer. */
    public static software.amazon.awssdk.services.ec2.model.NetworkInterface of(NetworkInterface eni) {
        return software.amazon.awssdk.services.ec2.model.NetworkInterface.builder()
                .attachment(attachment(eni))
                .availabilityZone(eni.zone().name())
                .availabilityZoneId(eni.zone().zoneId())
                .description(eni.description())
                .groups(groups(eni))
                .interfaceType(eni.interfaceType())
                .ipv6Addresses(List.of())
                .macAddress(eni.macAddress())
                .networkInterfaceId(eni.networkInterfaceId())
                .ownerId(eni.scope().accountId())
                .privateDnsName(eni.privateDnsName())
                .privateIpAddress(eni.address().toString())
                .privateIpAddresses(
                        eni.addresses().stream().map(each -> address(eni, each)).toList())
                .requesterId(eni.requesterManaged() ? eni.requesterId() : null)
                .requesterManaged(eni.requesterManaged())
                .sourceDestCheck(eni.sourceDestCheck())
                .status(eni.status())
                .subnetId(eni.subnetId())
                .tagSet(Tags.toShape(eni.tags()))
                .vpcId(eni.vpcId())
                .build();
    }

    static List<GroupIdentifier> groups(NetworkInterface eni) {
        return eni.groups().stream()
                .map(group -> GroupIdentifier.builder()
                        .groupId(group.groupId())
                        .groupName(group.groupName())
                        .build())
                .toList();
    }

    private static NetworkInterfacePrivateIpAddress address(NetworkInterface eni, Ipv4 address) {
        return NetworkInterfacePrivateIpAddress.builder()
                .primary(address.equals(eni.address()))
                .privateDnsName(eni.privateDnsName(address))
                .privateIpAddress(address.toString())
                .build();
    }

    static @Nullable NetworkInterfaceAttachment attachment(NetworkInterface eni) {
        return eni.attachment()
                .map(attachment -> NetworkInterfaceAttachment.builder()
                        .attachTime(attachment.attachTime())
                        .attachmentId(attachment.attachmentId())
                        .deleteOnTermination(attachment.deleteOnTermination())
                        .deviceIndex(attachment.deviceIndex())
                        .networkCardIndex(0)
                        .instanceId(attachment.instanceId())
                        .instanceOwnerId(attachment.instanceOwnerId())
                        .status("attached")
                        .build())
                .orElse(null);
    }
}
