/** Tests of the cluster query language. */
@NullMarked
package io.gantry.placement.query;

import org.jspecify.annotations.NullMarked;
