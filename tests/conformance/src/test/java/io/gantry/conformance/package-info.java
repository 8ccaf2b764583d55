/** The cases: real clients against a server of their own. What starts and calls them is among the sources. */
@NullMarked
package io.gantry.conformance;

import org.jspecify.annotations.NullMarked;
