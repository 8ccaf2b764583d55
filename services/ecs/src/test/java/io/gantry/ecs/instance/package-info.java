/** Tests of container instances and their attributes. */
@NullMarked
package io.gantry.ecs.instance;

import org.jspecify.annotations.NullMarked;
