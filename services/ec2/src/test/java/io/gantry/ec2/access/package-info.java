/** Tests of the package of this name. */
@NullMarked
package io.gantry.ec2.access;

import org.jspecify.annotations.NullMarked;
