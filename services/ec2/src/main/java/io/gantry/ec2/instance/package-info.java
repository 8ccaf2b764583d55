/**
 * Instances, which are the hosts that have joined; and their types and images: what tools ask for before they make hosts. Nothing
 * is stored: ECS knows the hosts.
 */
@NullMarked
package io.gantry.ec2.instance;

import org.jspecify.annotations.NullMarked;
