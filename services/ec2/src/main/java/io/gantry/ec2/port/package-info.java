/** What the room needs of the world. */
@NullMarked
package io.gantry.ec2.port;

import org.jspecify.annotations.NullMarked;
