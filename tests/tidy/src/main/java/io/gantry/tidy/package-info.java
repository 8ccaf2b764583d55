/**
 * The house rules as code: who may depend on whom ({@link io.gantry.tidy.Architecture}), and how a source file may look
 * ({@link io.gantry.tidy.Rules}). It checks what a compiler and Error Prone do not; it formats nothing and repairs nothing.
 */
@NullMarked
package io.gantry.tidy;

import org.jspecify.annotations.NullMarked;
