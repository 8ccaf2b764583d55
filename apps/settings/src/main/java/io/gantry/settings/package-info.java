/**
 * The settings of Gantry's processes: one file, environment variables and flags, read the same way by the server, the node
 * and the command line. Also the small files by which these processes find one another under {@code GANTRY_HOME}.
 *
 * <p>It is not the place where settings are acted upon; {@code docs/configuration.md} tells a person what each one does.
 */
@NullMarked
package io.gantry.settings;

import org.jspecify.annotations.NullMarked;
