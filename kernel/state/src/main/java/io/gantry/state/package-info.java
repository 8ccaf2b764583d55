/**
 * The store port: tables of immutable records at one revision, transactions, and the feed of committed changes. It says
 * what a store promises; adapters keep the promise ({@code adapters/store-embedded}), and a contract in
 * {@code tests/kit} proves it.
 *
 * <p>It is not a database abstraction: there are no queries, joins or partial updates.
 */
@NullMarked
package io.gantry.state;

import org.jspecify.annotations.NullMarked;
