/** The default VPC with all that AWS makes in it: gateway, route, a subnet in each zone. */
@NullMarked
package io.gantry.ec2.defaultvpc;

import org.jspecify.annotations.NullMarked;
