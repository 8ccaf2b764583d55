/**
 * Policies in the path of a call: what a call is about (its actions, resources and condition keys, which each room lists for its
 * operations), whose policies decide (a port, which IAM's room implements), and the refusal in AWS's words. It does not
 * interpret policies: that is {@code kernel/policy}.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
 *     AWS: actions, resources and condition keys</a>
 */
@NullMarked
package io.gantry.access;

import org.jspecify.annotations.NullMarked;
