package io.gantry.ec2.networkacl;

import io.gantry.ec2.cidr.Cidr;

/**
 * A numbered rule; of those that match, the one with the lowest number decides.
 *
 * @param ruleNumber 1 to 32766; 32767 is the last one, which denies what is left
 * @param protocol a number, or {@code -1} for all
 * @param allow whether it allows; else it denies
 */
public record Entry(int ruleNumber, boolean egress, String protocol, boolean allow, Cidr cidrBlock) {
    /** The number of the entry that every ACL has and nobody changes. */
    static final int LAST = 32_767;

    private static final int OPEN = 100;
    private static final Cidr ANYWHERE = Cidr.of("0.0.0.0/0");

    static Entry last(boolean egress) {
        return new Entry(LAST, egress, "-1", false, ANYWHERE);
    }

    static Entry open(boolean egress) {
        return new Entry(OPEN, egress, "-1", true, ANYWHERE);
    }
}
