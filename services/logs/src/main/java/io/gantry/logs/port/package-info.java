/**
 * What the room needs of the world: a place for the lines themselves, which are no records (docs/decisions). It knows streams by
 * opaque ids; names, retention and tags are the room's.
 */
@NullMarked
package io.gantry.logs.port;

import org.jspecify.annotations.NullMarked;
