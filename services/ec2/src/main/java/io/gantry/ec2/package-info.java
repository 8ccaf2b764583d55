/**
 * Amazon EC2, the part that ECS and its tools need: VPCs, subnets, security groups, network interfaces, routes and
 * gateways. {@link io.gantry.ec2.Ec2} is the door. The room keeps what is wanted; the data plane that makes it true is the
 * node's, and docs/guide/vpc.md says what has none.
 *
 * <p>Packages are named by resource noun and may use one another only in this order: cidr, resource, zone, dhcpoptions, vpc,
 * subnet, securitygroup, networkinterface, elasticip, gateway, routetable, networkacl, defaultvpc; absent, account, instance
 * and tag stand beside them, the door on top.
 */
@NullMarked
package io.gantry.ec2;

import org.jspecify.annotations.NullMarked;
