package io.gantry.ec2.securitygroup;

/**
 * From or to whom a rule allows traffic.
 *
 * @param kind what {@code value} is
 * @param value a canonical range, or an id
 */
public record Peer(Sort kind, String value) {
    /** What can be a peer. */
    public enum Sort {
        CIDR_IPV4,
        CIDR_IPV6,
        PREFIX_LIST,
        GROUP
    }

    /** Any IPv4 address. */
    public static final Peer ANYONE = new Peer(Sort.CIDR_IPV4, "0.0.0.0/0");

    /** The interfaces that have the group. */
    public static Peer group(String groupId) {
        return new Peer(Sort.GROUP, groupId);
    }

    /** The value if this is of {@code wanted}, else nothing. */
    public String valueIf(Sort wanted) {
        return kind == wanted ? value : "";
    }
}
