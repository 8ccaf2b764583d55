/**
 * The host's process: lends the agent's engine its threads, sockets, files and container runtime, and answers questions of
 * this machine. It holds no decision about tasks: those are {@code agent/node}'s.
 */
@NullMarked
package io.gantry.node;

import org.jspecify.annotations.NullMarked;
