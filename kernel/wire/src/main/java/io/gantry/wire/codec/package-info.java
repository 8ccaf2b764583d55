/**
 * AWS's wire formats over the SDK's model classes: one reader and one writer a format, driven by {@code SdkPojo.sdkFields()},
 * so that no service needs a mapping of its own. It knows neither HTTP nor operations.
 */
@NullMarked
package io.gantry.wire.codec;

import org.jspecify.annotations.NullMarked;
