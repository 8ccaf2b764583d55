/** The contract of the log store and a fake that passes it; the room's operations are tested here on that fake. */
@NullMarked
package io.gantry.kit.logs;

import org.jspecify.annotations.NullMarked;
