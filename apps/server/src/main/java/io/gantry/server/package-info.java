/**
 * The control plane's process: configuration, wiring and the listener. {@link io.gantry.server.ControlPlane} opens the store
 * and the rooms in one readable place; {@link io.gantry.server.HttpListener} is the only code that knows the HTTP server.
 *
 * <p>Nothing that matters is kept in memory only: the process may be killed at any moment.
 */
@NullMarked
package io.gantry.server;

import org.jspecify.annotations.NullMarked;
