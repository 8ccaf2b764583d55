/** Log groups: their names, retention and tags, and what the room refuses. */
@NullMarked
package io.gantry.logs.group;

import org.jspecify.annotations.NullMarked;
