/** Tests of instances. */
@NullMarked
package io.gantry.ec2.instance;

import org.jspecify.annotations.NullMarked;
