/** Custom attributes of container instances: PutAttributes, ListAttributes, DeleteAttributes. They live in the instance's record. */
@NullMarked
package io.gantry.ecs.attribute;

import org.jspecify.annotations.NullMarked;
