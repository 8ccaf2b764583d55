/** Tests of clusters through the room's door. */
@NullMarked
package io.gantry.ecs.cluster;

import org.jspecify.annotations.NullMarked;
