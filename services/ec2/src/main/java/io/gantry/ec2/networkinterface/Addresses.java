package io.gantry.ec2.networkinterface;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.subnet.Subnet;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;

/**
 * The addresses that a call wants of a subnet.
 *
 * @param named that it names, the primary one first if it names one
 * @param namesPrimary whether the first of those is the primary one
 * @param further how many more it wants
 */
record Addresses(List<Ipv4> named, boolean namesPrimary, int further) {
    private static final int MOST = 50;

    static Addresses of(CreateNetworkInterfaceRequest in) {
        List<Ipv4> named = new ArrayList<>();
        Optional<Ipv4> primary = Optional.ofNullable(in.privateIpAddress()).map(Addresses::parse);
        for (PrivateIpAddressSpecification each : in.privateIpAddresses()) {
            Ipv4 address = parse(each.privateIpAddress());
            if (Boolean.TRUE.equals(each.primary())) {
                if (primary.isPresent()) {
                    throw Ec2Errors.invalidCombination("Only one primary private IP address can be specified.");
                }
                primary = Optional.of(address);
            } else {
                named.add(address);
            }
        }
        primary.ifPresent(named::addFirst);
        int further = in.secondaryPrivateIpAddressCount() == null ? 0 : in.secondaryPrivateIpAddressCount();
        if (further < 0 || further + named.size() > MOST) {
            throw AwsError.client(
                    "PrivateIpAddressLimitExceeded", "An interface has at most " + MOST + " private IP addresses.");
        }
        if (named.stream().distinct().count() < named.size()) {
            throw Ec2Errors.invalidValue("A private IP address is specified twice.");
        }
        return new Addresses(List.copyOf(named), primary.isPresent(), further);
    }

    private static Ipv4 parse(@Nullable String text) {
        String given = text == null ? "" : text;
        return Ipv4.parse(given)
                .orElseThrow(() -> Ec2Errors.invalidValue("invalid value for parameter address: " + given));
    }

    /**
     * Takes them from {@code subnet}, whose record is written: it is the fence of its addresses.
     *
     * @return the primary one first
     * @throws AwsError InvalidIPAddress.InUse, InsufficientFreeAddressesInSubnet, InvalidParameterValue
     */
    List<Ipv4> take(Tx tx, Subnet subnet) {
        Subnet now = subnet;
        List<Ipv4> taken = new ArrayList<>();
        for (Ipv4 address : named) {
            if (!subnet.offers(address)) {
                throw Ec2Errors.invalidValue("Address does not fall within the subnet's address range: " + address);
            }
            if (NetworkInterfaces.taken(tx, subnet, address)) {
                throw AwsError.client("InvalidIPAddress.InUse", "Address " + address + " is in use.");
            }
            taken.add(address);
            now = now.gaveNamed();
        }
        for (int left = further + (namesPrimary ? 0 : 1); left > 0; left--) {
            Ipv4 address = now.next(each -> taken.contains(each) || NetworkInterfaces.taken(tx, subnet, each))
                    .orElseThrow(() -> AwsError.client(
                            "InsufficientFreeAddressesInSubnet",
                            "The specified subnet does not have enough free addresses to satisfy the request."));
            if (!namesPrimary && taken.size() == named.size()) {
                taken.addFirst(address);
            } else {
                taken.add(address);
            }
            now = now.gave(address);
        }
        tx.put(Subnets.TABLE, now);
        return taken;
    }
}
