/** Tests of dispatch, and a scripted agent that speaks the reference's frames. */
@NullMarked
package io.gantry.ecs.dispatch;

import org.jspecify.annotations.NullMarked;
