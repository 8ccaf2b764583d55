package io.gantry.ec2.routetable;

import java.util.Optional;

/**
 * That a subnet goes by a route table; or, without a subnet, all subnets of the VPC that have no table of their own.
 *
 * @param associationId {@code rtbassoc-...}
 * @param subnetId empty for the main association
 */
public record Association(String associationId, Optional<String> subnetId) {
    boolean main() {
        return subnetId.isEmpty();
    }
}
