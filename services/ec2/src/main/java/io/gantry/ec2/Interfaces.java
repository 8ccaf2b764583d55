package io.gantry.ec2;

import io.gantry.ec2.networkinterface.AttachNetworkInterface;
import io.gantry.ec2.networkinterface.CreateNetworkInterface;
import io.gantry.ec2.networkinterface.DeleteNetworkInterface;
import io.gantry.ec2.networkinterface.DescribeNetworkInterfaceAttribute;
import io.gantry.ec2.networkinterface.DescribeNetworkInterfaces;
import io.gantry.ec2.networkinterface.DetachNetworkInterface;
import io.gantry.ec2.networkinterface.ModifyNetworkInterfaceAttribute;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.state.StateStore;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;

/** What the room offers about network interfaces. */
final class Interfaces {
    private Interfaces() {}

    static void networkInterfaces(Offers offers, StateStore store) {
        offers.with(
                        Ec2Api.CREATE_NETWORK_INTERFACE,
                        CreateNetworkInterfaceRequest::dryRun,
                        new CreateNetworkInterface(store))
                .with(
                        Ec2Api.DESCRIBE_NETWORK_INTERFACES,
                        DescribeNetworkInterfacesRequest::dryRun,
                        new DescribeNetworkInterfaces(store))
                .with(
                        Ec2Api.DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE,
                        DescribeNetworkInterfaceAttributeRequest::dryRun,
                        new DescribeNetworkInterfaceAttribute(store))
                .with(
                        Ec2Api.MODIFY_NETWORK_INTERFACE_ATTRIBUTE,
                        ModifyNetworkInterfaceAttributeRequest::dryRun,
                        new ModifyNetworkInterfaceAttribute(store))
                .with(
                        Ec2Api.ATTACH_NETWORK_INTERFACE,
                        AttachNetworkInterfaceRequest::dryRun,
                        new AttachNetworkInterface(store))
                .with(
                        Ec2Api.DETACH_NETWORK_INTERFACE,
                        DetachNetworkInterfaceRequest::dryRun,
                        new DetachNetworkInterface(store))
                .with(
                        Ec2Api.DELETE_NETWORK_INTERFACE,
                        DeleteNetworkInterfaceRequest::dryRun,
                        new DeleteNetworkInterface(store));
    }
}
