/** Managed policies, those of AWS among them, and the policies that entities hold. */
@NullMarked
package io.gantry.iam.policy;

import org.jspecify.annotations.NullMarked;
