package io.gantry.kit;

import io.gantry.base.Seal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A seal for tests: it hides and checks as a real one does, and keeps nothing from whoever reads this class. */
public final class FakeSeal implements Seal {
    private static final int DIGEST = 32;

    private final AtomicLong sealed = new AtomicLong();

    @Override
    public String seal(String plain, String binding) {
        byte[] nonce = ByteBuffer.allocate(Long.BYTES)
                .putLong(sealed.incrementAndGet())
                .array();
        byte[] hidden = hide(nonce, plain.getBytes(StandardCharsets.UTF_8));
        byte[] all = ByteBuffer.allocate(nonce.length + DIGEST + hidden.length)
                .put(nonce)
                .put(digest(nonce, hidden, binding))
                .put(hidden)
                .array();
        return Base64.getEncoder().withoutPadding().encodeToString(all);
    }

    @Override
    public Optional<String> open(String text, String binding) {
        byte[] all = decoded(text);
        if (all.length < Long.BYTES + DIGEST) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(all, Long.BYTES);
        byte[] hidden = Arrays.copyOfRange(all, Long.BYTES + DIGEST, all.length);
        return Arrays.equals(digest(nonce, hidden, binding), Arrays.copyOfRange(all, Long.BYTES, Long.BYTES + DIGEST))
                ? Optional.of(new String(hide(nonce, hidden), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    /** Hides, and shows what was hidden. */
    private static byte[] hide(byte[] nonce, byte[] text) {
        byte[] other = new byte[text.length];
        for (int i = 0; i < text.length; i++) {
            other[i] = (byte) (text[i] ^ 0x5A ^ nonce[i % nonce.length]);
        }
        return other;
    }

    private static byte[] digest(byte[] nonce, byte[] hidden, String binding) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(nonce);
            digest.update(hidden);
            return digest.digest(binding.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
