/** Tests of what the package of the same name holds. */
@NullMarked
package io.gantry.seal.tink;

import org.jspecify.annotations.NullMarked;
