/**
 * The embedded durable store: all records in memory as immutable trees, every commit in a {@link
 * io.gantry.store.embedded.Journal} before it is acknowledged. One process owns it; a store for several servers is another
 * adapter.
 *
 * <p>It is not a cache and not a database: what it holds fits in memory, and the journal is read once, when it opens.
 */
@NullMarked
package io.gantry.store.embedded;

import org.jspecify.annotations.NullMarked;
