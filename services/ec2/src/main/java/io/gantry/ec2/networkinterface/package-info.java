/**
 * Network interfaces: they hold the addresses of subnets. Other services make and attach them through the same operations
 * as people do, under their own name ({@code ecs.amazonaws.com}); such interfaces are then theirs to change.
 */
@NullMarked
package io.gantry.ec2.networkinterface;

import org.jspecify.annotations.NullMarked;
