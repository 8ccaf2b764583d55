/**
 * The host's side of the agent protocol: one runner a task, whose next step is a pure function of what is wanted and what
 * is observed. It knows no Docker, socket or file: those are behind {@code port}.
 */
@NullMarked
package io.gantry.agent.node;

import org.jspecify.annotations.NullMarked;
