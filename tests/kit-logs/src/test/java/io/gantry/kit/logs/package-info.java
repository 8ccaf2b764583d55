/** Tests of the CloudWatch Logs room on the fake store. */
@NullMarked
package io.gantry.kit.logs;

import org.jspecify.annotations.NullMarked;
