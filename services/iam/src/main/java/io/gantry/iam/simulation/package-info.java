/** What would be decided: the simulations, and the condition keys that policies ask for. */
@NullMarked
package io.gantry.iam.simulation;

import org.jspecify.annotations.NullMarked;
