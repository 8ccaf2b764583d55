/** Tests of the resolver over real sockets on the loopback address. */
@NullMarked
package io.gantry.dns;

import org.jspecify.annotations.NullMarked;
