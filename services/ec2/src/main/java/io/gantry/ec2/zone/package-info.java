/** Regions and their availability zones: names and ids, of which nothing is stored. */
@NullMarked
package io.gantry.ec2.zone;

import org.jspecify.annotations.NullMarked;
