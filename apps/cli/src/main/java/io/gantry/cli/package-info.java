/**
 * The command line behind {@code ./gantry}: status, logs, doctor, and the end of {@code up}. It calls the server as any AWS
 * client does, by signed requests with the root key of the home; it has no way of its own into the store.
 */
@NullMarked
package io.gantry.cli;

import org.jspecify.annotations.NullMarked;
