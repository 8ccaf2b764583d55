package io.gantry.seal.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.gantry.base.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Seals with AES-256-GCM. Tink's keyset stands in one file of mode 0600; a keyset with several keys opens what any of them
 * sealed, so a key is replaced by adding one and making it primary.
 *
 * @see <a href="https://developers.google.com/tink/aead">Tink: authenticated encryption with associated data</a>
 */
public final class TinkSeal implements Seal {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private final Path file;
    private final AtomicReference<@Nullable Aead> loaded = new AtomicReference<>();

    private TinkSeal(Path file) {
        this.file = file;
    }

    /**
     * The seal with the key in {@code file}, which is made when it is missing. That happens when something is first sealed or
     * opened: Tink takes longer to load than the rest of a server takes to start, and few servers hold a secret.
     */
    public static TinkSeal of(Path file) {
        return new TinkSeal(file);
    }

    /**
     * Ready to seal.
     *
     * @throws UncheckedIOException when the file cannot be read or written, or holds no keyset
     */
    private Aead aead() {
        Aead ready = loaded.get();
        return ready == null ? load() : ready;
    }

    /** One at a time: two that make the file at once would each seal with a key of their own. */
    private synchronized Aead load() {
        Aead ready = loaded.get();
        if (ready != null) {
            return ready;
        }
        try {
            KeysetHandle keys = Files.exists(file) ? read(file) : made(file);
            Aead aead = keys.getPrimitive(AeadConfig2026.get(), Aead.class);
            loaded.set(aead);
            return aead;
        } catch (GeneralSecurityException unusable) {
            throw new UncheckedIOException(
                    new IOException(file + " holds no key that seals: " + unusable.getMessage(), unusable));
        } catch (IOException unusable) {
            throw new UncheckedIOException(file + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    }

    /** Written beside and moved: a start that is killed leaves no half of a key, which would lose all that it sealed. */
    private static KeysetHandle made(Path file) throws IOException, GeneralSecurityException {
        KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                beside,
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, AeadConfig2026.get(), InsecureSecretKeyAccess.get()));
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(beside, file);
        }
        return keys;
    }

    @Override
    public String seal(String plain, String binding) {
        try {
            return ENCODER.encodeToString(aead().encrypt(bytes(plain), bytes(binding)));
        } catch (GeneralSecurityException neverOfAKeyThatWorks) {
            throw new IllegalStateException(neverOfAKeyThatWorks);
        }
    }

    @Override
    public Optional<String> open(String sealed, String binding) {
        try {
            byte[] plain = aead().decrypt(Base64.getDecoder().decode(sealed), bytes(binding));
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
