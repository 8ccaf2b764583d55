/** The pattern language, by AWS's own examples and by chance. */
@NullMarked
package io.gantry.logs.pattern;

import org.jspecify.annotations.NullMarked;
