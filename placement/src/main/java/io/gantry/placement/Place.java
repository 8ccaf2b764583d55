package io.gantry.placement;

/**
 * Where a host is in a fleet.
 *
 * @param pool the number of its pool
 * @param slot its slot there
 */
record Place(int pool, int slot) {}
