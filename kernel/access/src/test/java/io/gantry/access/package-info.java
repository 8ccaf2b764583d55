/** Tests of the package of this name. */
@NullMarked
package io.gantry.access;

import org.jspecify.annotations.NullMarked;
