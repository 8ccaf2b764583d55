/** Clusters: the record, its table, the seven operations. */
@NullMarked
package io.gantry.ecs.cluster;

import org.jspecify.annotations.NullMarked;
