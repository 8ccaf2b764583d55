package io.gantry.ec2.resource;

import io.gantry.base.AwsError;
import io.gantry.state.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of EC2 resources, with how their ids look and how AWS refuses one that is malformed or names nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html">EC2: error codes</a>
 */
public enum Kind {
    VPC("vpc", "vpc", "InvalidVpcID.NotFound", "InvalidVpcId.Malformed", "The vpc ID '%s' does not exist"),
    SUBNET(
            "subnet",
            "subnet",
            "InvalidSubnetID.NotFound",
            "InvalidSubnetId.Malformed",
            "The subnet ID '%s' does not exist"),
    SECURITY_GROUP(
            "sg",
            "security-group",
            "InvalidGroup.NotFound",
            "InvalidGroupId.Malformed",
            "The security group '%s' does not exist"),
    SECURITY_GROUP_RULE(
            "sgr",
            "security-group-rule",
            "InvalidSecurityGroupRuleId.NotFound",
            "InvalidSecurityGroupRuleId.Malformed",
            "The security group rule ID '%s' does not exist"),
    NETWORK_INTERFACE(
            "eni",
            "network-interface",
            "InvalidNetworkInterfaceID.NotFound",
            "InvalidNetworkInterfaceId.Malformed",
            "The networkInterface ID '%s' does not exist"),
    INTERNET_GATEWAY(
            "igw",
            "internet-gateway",
            "InvalidInternetGatewayID.NotFound",
            "InvalidInternetGatewayId.Malformed",
            "The internetGateway ID '%s' does not exist"),
    NAT_GATEWAY("nat", "natgateway", "NatGatewayNotFound", "NatGatewayMalformed", "The Nat Gateway %s was not found"),
    ROUTE_TABLE(
            "rtb",
            "route-table",
            "InvalidRouteTableID.NotFound",
            "InvalidRouteTableId.Malformed",
            "The routeTable ID '%s' does not exist"),
    NETWORK_ACL(
            "acl",
            "network-acl",
            "InvalidNetworkAclID.NotFound",
            "InvalidNetworkAclId.Malformed",
            "The networkAcl ID '%s' does not exist"),
    DHCP_OPTIONS(
            "dopt",
            "dhcp-options",
            "InvalidDhcpOptionID.NotFound",
            "InvalidDhcpOptionsId.Malformed",
            "The dhcpOption ID '%s' does not exist"),
    ELASTIC_IP(
            "eipalloc",
            "elastic-ip",
            "InvalidAllocationID.NotFound",
            "InvalidAllocationID.Malformed",
            "The allocation ID '%s' does not exist"),
    KEY_PAIR("key", "key-pair", "InvalidKeyPair.NotFound", "InvalidKeyPair.Format", "The key pair '%s' does not exist");

    /** Hexadecimal digits of an id that is given today; ids of long ago have eight. */
    private static final int DIGITS = 17;

    private final String prefix;
    private final String type;
    private final String notFoundCode;
    private final String malformedCode;
    private final String notFoundText;

    Kind(String prefix, String type, String notFoundCode, String malformedCode, String notFoundText) {
        this.prefix = prefix;
        this.type = type;
        this.notFoundCode = notFoundCode;
        this.malformedCode = malformedCode;
        this.notFoundText = notFoundText;
    }

    /** The kind in tag specifications and ARNs, for example {@code security-group}. */
    public String type() {
        return type;
    }

    /** The kind of the resource that {@code id} names, by its form alone. */
    public static Optional<Kind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.fits(id)).findFirst();
    }

    /** A new id. */
    public String newId(Tx tx) {
        return id(prefix, tx.newId());
    }

    /**
     * The id for {@code token}, the same each time: a call repeated with its client token finds what the first has made by
     * its id, which a transaction protects.
     */
    public String idFor(Scope scope, String token) {
        return id(prefix, digest(scope.id(prefix + "/" + token)));
    }

    /** A new id of something that is no resource of its own, for example {@code eni-attach}. */
    public static String newId(Tx tx, String prefix) {
        return id(prefix, tx.newId());
    }

    /** A SHA-256 digest of {@code text} in hexadecimal. */
    public static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /**
     * {@code id} if it may be one of this kind.
     *
     * @throws AwsError Malformed
     */
    public String checked(String id) {
        if (!fits(id)) {
            throw AwsError.client(
                    malformedCode, "Invalid id: \"" + Ec2Errors.shown(id) + "\" (expecting \"" + prefix + "-...\")");
        }
        return id;
    }

    /** That there is no such resource. */
    public AwsError notFound(String id) {
        return AwsError.client(notFoundCode, notFoundText.formatted(Ec2Errors.shown(id)));
    }

    /** That there are no such resources. */
    public AwsError notFound(List<String> ids) {
        return ids.size() == 1
                ? notFound(ids.getFirst())
                : AwsError.client(
                        notFoundCode,
                        Ec2Errors.shown(notFoundText
                                .replaceFirst(" ID ", " IDs ")
                                .replace("does not", "do not")
                                .formatted(String.join(", ", ids))));
    }

    private boolean fits(String id) {
        return id.startsWith(prefix + "-") && id.substring(prefix.length() + 1).matches("[0-9a-f]{8}|[0-9a-f]{17}");
    }

    private static String id(String prefix, String hexadecimal) {
        return prefix + "-" + hexadecimal.substring(0, DIGITS);
    }
}
