package io.gantry.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * Where the subnets of a VPC send what is for nobody in it, as their route tables say: each asks its own, else the VPC's main one.
 * Only the route to everywhere counts.
 *
 * @param bySubnet of subnets with a table of their own
 * @param others of all others
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html">AWS: route tables</a>
 */
record VpcRoutes(Map<String, Way> bySubnet, Way others) {
    private static final String EVERYWHERE = "0.0.0.0/0";

    /** What leads out. */
    enum Way {
        /** Nothing. */
        NONE,
        /** An internet gateway: for who has a public address. */
        INTERNET_GATEWAY,
        /** A NAT gateway: for everybody. */
        NAT_GATEWAY
    }

    VpcRoutes {
        bySubnet = Map.copyOf(bySubnet);
    }

    /** Reads the items of DescribeRouteTables. */
    static VpcRoutes of(List<Element> tables) {
        Map<String, Way> bySubnet = new HashMap<>();
        Way others = Way.NONE;
        for (Element table : tables) {
            Way way = way(table);
            for (Element association : Ec2Api.items(table, "associationSet")) {
                if (Ec2Api.text(association, "main").equals("true")) {
                    others = way;
                }
                String subnet = Ec2Api.text(association, "subnetId");
                if (!subnet.isEmpty()) {
                    bySubnet.put(subnet, way);
                }
            }
        }
        return new VpcRoutes(bySubnet, others);
    }

    private static Way way(Element table) {
        return Ec2Api.items(table, "routeSet").stream()
                .filter(route -> Ec2Api.text(route, "destinationCidrBlock").equals(EVERYWHERE))
                .filter(route -> Ec2Api.text(route, "state").equals("active"))
                .map(route -> Ec2Api.text(route, "natGatewayId").isEmpty() ? Way.INTERNET_GATEWAY : Way.NAT_GATEWAY)
                .findFirst()
                .orElse(Way.NONE);
    }

    /** Of a subnet. */
    Way of(String subnetId) {
        return Optional.ofNullable(bySubnet.get(subnetId)).orElse(others);
    }
}
