/** The Docker adapter against engines: a scripted one for its faults, and real ones. */
@NullMarked
package io.gantry.runtime.docker;

import org.jspecify.annotations.NullMarked;
