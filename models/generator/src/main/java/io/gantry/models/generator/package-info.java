/**
 * Makes the tables of {@code models/api} at build time from the SDK's model classes and AWS's published service models.
 * Nothing of it runs in a server.
 */
@NullMarked
package io.gantry.models.generator;

import org.jspecify.annotations.NullMarked;
