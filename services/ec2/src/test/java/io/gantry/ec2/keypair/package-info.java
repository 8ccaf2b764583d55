/** Tests of key pairs. */
@NullMarked
package io.gantry.ec2.keypair;

import org.jspecify.annotations.NullMarked;
