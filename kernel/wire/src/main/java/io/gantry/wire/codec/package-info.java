/**
 * AWS's wire formats over the SDK's model classes: one reader and one writer a format, driven by {@code SdkPojo.sdkFields()},
 * so that no service needs a mapping of its own, and the check of the model's constraints on what was read. It knows no
 * service, no signature and no dispatch.
 */
@NullMarked
package io.gantry.wire.codec;

import org.jspecify.annotations.NullMarked;
