/** Tests of the node's process. */
@NullMarked
package io.gantry.node;

import org.jspecify.annotations.NullMarked;
