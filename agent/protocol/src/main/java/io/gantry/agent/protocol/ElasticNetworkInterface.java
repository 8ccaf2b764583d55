package io.gantry.agent.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A task's or an instance's network interface (agent-protocol.md 7.4).
 *
 * @param subnetGatewayIpv4Address the gateway with its subnet's prefix, {@code 10.0.1.1/24}
 * @param domainName search domains
 * @param privateDnsName becomes the host name
 * @param interfaceAssociationProtocol {@code default} or {@code vlan}
 */
public record ElasticNetworkInterface(
        String ec2Id,
        String attachmentArn,
        String name,
        int index,
        String macAddress,
        List<Ipv4Address> ipv4Addresses,
        List<Ipv6Address> ipv6Addresses,
        String subnetGatewayIpv4Address,
        String subnetGatewayIpv6Address,
        List<String> domainNameServers,
        List<String> domainName,
        String privateDnsName,
        String interfaceAssociationProtocol,
        Optional<VlanProperties> interfaceVlanProperties) {
    public ElasticNetworkInterface {
        ipv4Addresses = List.copyOf(ipv4Addresses);
        ipv6Addresses = List.copyOf(ipv6Addresses);
        domainNameServers = List.copyOf(domainNameServers);
        domainName = List.copyOf(domainName);
    }

    /**
     * One IPv4 address.
     */
    public record Ipv4Address(String privateAddress, boolean primary) {}

    /**
     * One IPv6 address.
     */
    public record Ipv6Address(String address, boolean primary) {}

    /**
     * A branch interface of a trunk.
     */
    public record VlanProperties(String vlanId, String trunkInterfaceMacAddress) {}
}
