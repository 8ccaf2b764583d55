package io.gantry.ec2.routetable;

import io.gantry.ec2.cidr.Cidr;

/**
 * Where traffic for a range goes. The most specific route of a table wins.
 *
 * @param targetId the target's id; {@code local} for the VPC itself
 */
public record Route(Cidr destination, Sort sort, String targetId) {
    /** What can be a target. */
    public enum Sort {
        LOCAL,
        INTERNET_GATEWAY,
        NAT_GATEWAY
    }

    /** Any address. */
    public static final Cidr ANYWHERE = Cidr.of("0.0.0.0/0");

    static Route local(Cidr destination) {
        return new Route(destination, Sort.LOCAL, "local");
    }

    String targetIdIf(Sort wanted) {
        return sort == wanted ? targetId : "";
    }
}
