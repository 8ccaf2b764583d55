/** Tests of services. */
@NullMarked
package io.gantry.ecs.service;

import org.jspecify.annotations.NullMarked;
