/** Tests of the EC2 room. */
@NullMarked
package io.gantry.ec2;

import org.jspecify.annotations.NullMarked;
