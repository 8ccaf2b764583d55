/** What the tests of the tables and of the gateway share. */
@NullMarked
package io.gantry.models;

import org.jspecify.annotations.NullMarked;
