/**
 * The seal by Google Tink: authenticated encryption with a key file that only its owner reads. It is no vault: whoever reads
 * the file reads what is sealed.
 */
@NullMarked
package io.gantry.seal.tink;

import org.jspecify.annotations.NullMarked;
