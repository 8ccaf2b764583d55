/** What all ECS resources share: their ARNs, their tags, and the errors that the room answers. */
@NullMarked
package io.gantry.ecs.resource;

import org.jspecify.annotations.NullMarked;
