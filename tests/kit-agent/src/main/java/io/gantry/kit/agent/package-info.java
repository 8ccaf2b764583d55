/**
 * The contract of the container engine port, the fake engine that passes it on virtual time, and a second real engine that
 * tests may restart. Not for production.
 */
@NullMarked
package io.gantry.kit.agent;

import org.jspecify.annotations.NullMarked;
