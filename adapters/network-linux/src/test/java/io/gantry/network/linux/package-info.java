/** The network adapter against the kernel of this machine. */
@NullMarked
package io.gantry.network.linux;

import org.jspecify.annotations.NullMarked;
