/** Arithmetic of addresses and ranges: pure, without any AWS noun. */
@NullMarked
package io.gantry.ec2.cidr;

import org.jspecify.annotations.NullMarked;
