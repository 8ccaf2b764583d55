/** What the STS room needs of other parts of the control plane. */
@NullMarked
package io.gantry.sts.port;

import org.jspecify.annotations.NullMarked;
