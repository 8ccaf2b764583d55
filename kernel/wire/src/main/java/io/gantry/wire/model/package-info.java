/**
 * What AWS's models say of a service, as tables: its operations, error shapes and constraints. The tables themselves are
 * generated in {@code models/api}; this package is their vocabulary and knows no service. Beside the codec it is the only
 * place that names the SDK's {@code SdkPojo}, so that another source of types stays possible.
 */
@NullMarked
package io.gantry.wire.model;

import org.jspecify.annotations.NullMarked;
