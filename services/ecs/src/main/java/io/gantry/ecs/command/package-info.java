/**
 * ECS Exec: commands that a caller runs inside a container of a running task. Here is decided whether they may run; the
 * session itself is carried by whoever implements {@link io.gantry.ecs.port.CommandSessions}.
 */
@NullMarked
package io.gantry.ecs.command;

import org.jspecify.annotations.NullMarked;
