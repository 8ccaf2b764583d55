/**
 * Whether tasks survive the death of everything around them: real processes, the machine's container engine or a nested one,
 * killed at random moments under load, while what callers and the engine can see is watched without a pause.
 */
@NullMarked
package io.gantry.survival;

import org.jspecify.annotations.NullMarked;
