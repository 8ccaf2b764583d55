/** What the room and the world around it say to each other besides AWS operations: the agents' web sockets. */
@NullMarked
package io.gantry.ecs.port;

import org.jspecify.annotations.NullMarked;
