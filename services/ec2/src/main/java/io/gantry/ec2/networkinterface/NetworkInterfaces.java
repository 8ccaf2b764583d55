package io.gantry.ec2.networkinterface;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.securitygroup.GroupUses;
import io.gantry.ec2.securitygroup.SecurityGroup;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;

/** The table of network interfaces. */
public final class NetworkInterfaces implements GroupUses {
    private static final Index<NetworkInterface> BY_ADDRESS = new Index<>(
            "address",
            eni -> eni.addresses().stream()
                    .map(address -> eni.scope().id(eni.subnetId() + "/" + address))
                    .toList());

    private static final Index<NetworkInterface> BY_GROUP = new Index<>(
            "group",
            eni -> eni.groups().stream()
                    .map(group -> eni.scope().id(group.groupId()))
                    .toList());

    private static final Index<NetworkInterface> BY_ATTACHMENT = new Index<>(
            "attachment",
            eni -> eni.attachment().stream()
                    .map(attachment -> eni.scope().id(attachment.attachmentId()))
                    .toList());

    /** Interfaces by id. */
    public static final Table<NetworkInterface> TABLE = new Table<>(
            "ec2/network-interface",
            NetworkInterface::id,
            JsonRecordCodec.of(NetworkInterface.class),
            List.of(BY_ADDRESS, BY_GROUP, BY_ATTACHMENT));

    /** All interfaces. */
    public static final Catalog<NetworkInterface> CATALOG =
            new Catalog<>(Kind.NETWORK_INTERFACE, TABLE, NetworkInterface::withTags);

    /** Whether an interface holds {@code address} of {@code subnet}, whose record fences the answer. */
    static boolean taken(View view, Subnet subnet, Ipv4 address) {
        return view.count(TABLE, BY_ADDRESS, subnet.scope().id(subnet.subnetId() + "/" + address)) > 0;
    }

    /**
     * The interface that has this attachment, read by its id.
     *
     * @throws AwsError InvalidAttachmentID.NotFound
     */
    static NetworkInterface attached(View view, Scope scope, String attachmentId) {
        return view.list(TABLE, BY_ATTACHMENT, scope.id(attachmentId)).stream()
                .findFirst()
                .flatMap(found -> view.get(TABLE, found.id()))
                .orElseThrow(() -> AwsError.client(
                        "InvalidAttachmentID.NotFound",
                        "The attachment ID '" + Ec2Errors.shown(attachmentId) + "' does not exist"));
    }

    /** Deletes an interface and gives its addresses back to its subnet. */
    public static void delete(Tx tx, NetworkInterface eni) {
        Subnet subnet = Subnets.CATALOG.required(tx, eni.scope(), eni.subnetId());
        tx.put(Subnets.TABLE, subnet.tookBack(eni.addresses().size()));
        tx.delete(TABLE, eni.id());
    }

    @Override
    public boolean uses(View view, SecurityGroup group) {
        return view.count(TABLE, BY_GROUP, group.id()) > 0;
    }
}
