package io.gantry.sts;

import io.gantry.policy.PolicyDocument;
import java.util.Map;

/**
 * What there is to know of a role that is to be assumed.
 *
 * @param roleId {@code AROA...}
 * @param maxSessionSeconds the longest session
 * @param trust who may assume it
 */
record TrustedRole(
        String accountId,
        String arn,
        String name,
        String roleId,
        int maxSessionSeconds,
        PolicyDocument trust,
        Map<String, String> tags) {}
