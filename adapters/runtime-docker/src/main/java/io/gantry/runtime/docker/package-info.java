/**
 * The Docker engine as a {@link io.gantry.agent.node.port.ContainerRuntime}: a thin, blocking client of the Docker Engine
 * API over its unix socket (Docker 20.10 and newer). It passes JSON on and times calls out; it keeps no state of
 * containers and takes no decisions. Why this is no ready-made client: docs/decisions/0006.
 */
@NullMarked
package io.gantry.runtime.docker;

import org.jspecify.annotations.NullMarked;
