/** The three tag operations, over every noun that bears tags. The nouns keep their own tags. */
@NullMarked
package io.gantry.ecs.tag;

import org.jspecify.annotations.NullMarked;
