/**
 * What each operation of EC2 needs to be allowed: its action on which resources, under which condition keys, as AWS's service
 * authorization reference has it. It decides nothing, and whether a resource exists is not asked.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html">AWS: actions, resources
 *     and condition keys of EC2</a>
 */
@NullMarked
package io.gantry.ec2.access;

import org.jspecify.annotations.NullMarked;
