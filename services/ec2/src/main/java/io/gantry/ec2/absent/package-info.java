/** What Gantry does not have: asked for, there is none; named by id, it is not found. */
@NullMarked
package io.gantry.ec2.absent;

import org.jspecify.annotations.NullMarked;
