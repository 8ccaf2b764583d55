/** Account settings: the record, its table, AWS's defaults, the four operations. */
@NullMarked
package io.gantry.ecs.accountsetting;

import org.jspecify.annotations.NullMarked;
