package io.gantry.base;

import java.util.Optional;

/**
 * Encrypts what must not stand in the clear: secrets in the store, and what a caller carries about for us. Sealing the same
 * text twice gives two different results, and whoever alters a sealed text ends with nothing. The key never leaves the port.
 */
public interface Seal {
    /**
     * Encrypts {@code plain}.
     *
     * @param binding what the text belongs to, for example {@code iam/access-key/AKIA...}; it is not part of the result, and
     *     nobody can move a sealed text to where it does not belong
     * @return text in the alphabet of base64
     */
    String seal(String plain, String binding);

    /** What was sealed with the same {@code binding}; empty when {@code sealed} is altered, of another binding, or not ours. */
    Optional<String> open(String sealed, String binding);
}
