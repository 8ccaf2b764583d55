/** JSON of our own records: the one codec of the store and of messages that are ours. AWS's shapes are {@code kernel/wire}'s. */
@NullMarked
package io.gantry.records;

import org.jspecify.annotations.NullMarked;
