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
 * @param vpc Gantry's own member, which other agents ignore: where the interface is, so that a host can make the network itself
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
        Optional<VlanProperties> interfaceVlanProperties,
        Optional<Vpc> vpc) {
    public ElasticNetworkInterface {
        ipv4Addresses = List.copyOf(ipv4Addresses);
        ipv6Addresses = List.copyOf(ipv6Addresses);
        domainNameServers = List.copyOf(domainNameServers);
        domainName = List.copyOf(domainName);
    }

    /**
     * The VPC of an interface.
     *
     * @param cidrBlocks its IPv4 ranges
     * @param securityGroups ids
     * @param internet whether it reaches beyond the VPC through the host
     */
    public record Vpc(
            String vpcId, List<String> cidrBlocks, String subnetId, List<String> securityGroups, boolean internet) {
        public Vpc {
            cidrBlocks = List.copyOf(cidrBlocks);
            securityGroups = List.copyOf(securityGroups);
        }

        /**
         * Where a VPC's resolver answers: the third address of its range.
         *
         * @param range the VPC's first one, {@code 10.0.0.0/16}
         * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html">AWS: Amazon DNS</a>
         */
        public static String resolver(String range) {
            String[] parts = range.substring(0, range.indexOf('/')).split("\\.", 4);
            return parts[0] + "." + parts[1] + "." + parts[2] + "." + (Integer.parseInt(parts[3]) + 2);
        }
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
