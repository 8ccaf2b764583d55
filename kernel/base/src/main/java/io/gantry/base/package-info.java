/**
 * What every other module may use and what knows nothing but the JDK: the environment ({@link io.gantry.base.Env}),
 * ARNs, AWS errors, pages and limits.
 */
@NullMarked
package io.gantry.base;

import org.jspecify.annotations.NullMarked;
