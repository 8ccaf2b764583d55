/** One HTTP exchange as the wire layer sees it, so that the server in front of it is a small adapter. */
@NullMarked
package io.gantry.wire.http;

import org.jspecify.annotations.NullMarked;
