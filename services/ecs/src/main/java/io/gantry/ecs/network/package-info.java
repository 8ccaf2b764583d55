/**
 * The network interfaces of awsvpc tasks: what a caller may ask for, and the EC2 operations by which an interface comes and goes.
 * Addresses and rules are EC2's matter, the kernel is the node's.
 */
@NullMarked
package io.gantry.ecs.network;

import org.jspecify.annotations.NullMarked;
