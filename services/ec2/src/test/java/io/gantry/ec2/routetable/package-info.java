/** Tests of what the package of the same name holds. */
@NullMarked
package io.gantry.ec2.routetable;

import org.jspecify.annotations.NullMarked;
