/** Log streams: the sources within a group. */
@NullMarked
package io.gantry.logs.stream;

import org.jspecify.annotations.NullMarked;
