/**
 * What each operation of ECS needs to be allowed: its action on which resources, under which condition keys, which roles it
 * hands over, as AWS's service authorization reference has it. It decides nothing, and whether a resource exists is not
 * asked: one that does not is taken by its name.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html">
 *     AWS: actions, resources and condition keys of ECS</a>
 */
@NullMarked
package io.gantry.ecs.access;

import org.jspecify.annotations.NullMarked;
