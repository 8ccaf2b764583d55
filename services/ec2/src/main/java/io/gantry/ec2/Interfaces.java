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

/** What the room offers about network interfaces. */
final class Interfaces {
    private Interfaces() {}

    static void networkInterfaces(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_NETWORK_INTERFACE, new CreateNetworkInterface(store))
                .with(Ec2Api.DESCRIBE_NETWORK_INTERFACES, new DescribeNetworkInterfaces(store))
                .with(Ec2Api.DESCRIBE_NETWORK_INTERFACE_ATTRIBUTE, new DescribeNetworkInterfaceAttribute(store))
                .with(Ec2Api.MODIFY_NETWORK_INTERFACE_ATTRIBUTE, new ModifyNetworkInterfaceAttribute(store))
                .with(Ec2Api.ATTACH_NETWORK_INTERFACE, new AttachNetworkInterface(store))
                .with(Ec2Api.DETACH_NETWORK_INTERFACE, new DetachNetworkInterface(store))
                .with(Ec2Api.DELETE_NETWORK_INTERFACE, new DeleteNetworkInterface(store));
    }
}
