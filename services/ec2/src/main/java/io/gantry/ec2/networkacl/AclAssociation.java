package io.gantry.ec2.networkacl;

/**
 * That a subnet has an ACL.
 *
 * @param associationId {@code aclassoc-...}
 */
public record AclAssociation(String associationId, String subnetId) {}
