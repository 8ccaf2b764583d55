/** DHCP options: what a VPC tells its hosts of names. */
@NullMarked
package io.gantry.ec2.dhcpoptions;

import org.jspecify.annotations.NullMarked;
