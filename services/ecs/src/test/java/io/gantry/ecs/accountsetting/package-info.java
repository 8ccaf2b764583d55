/** Tests of the package of this name. */
@NullMarked
package io.gantry.ecs.accountsetting;

import org.jspecify.annotations.NullMarked;
