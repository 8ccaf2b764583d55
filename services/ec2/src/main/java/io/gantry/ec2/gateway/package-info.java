/** Internet gateways and NAT gateways. */
@NullMarked
package io.gantry.ec2.gateway;

import org.jspecify.annotations.NullMarked;
