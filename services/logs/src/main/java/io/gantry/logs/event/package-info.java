/** Events: written to a stream, read from one or searched for in a group. */
@NullMarked
package io.gantry.logs.event;

import org.jspecify.annotations.NullMarked;
