/**
 * What tests share: contracts of ports, the simulated environment, seeded generators. Nothing but tests depends on it.
 *
 * <p>It is no place for fakes of one room only; those live in that room's tests.
 */
@NullMarked
package io.gantry.kit;

import org.jspecify.annotations.NullMarked;
