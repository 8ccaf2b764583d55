/** The fake engine passes the port's contract, and its faults do what they say. */
@NullMarked
package io.gantry.kit.agent;

import org.jspecify.annotations.NullMarked;
