/** Tests of service deployments by themselves. */
@NullMarked
package io.gantry.ecs.deployment;

import org.jspecify.annotations.NullMarked;
