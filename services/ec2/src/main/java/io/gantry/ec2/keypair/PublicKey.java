package io.gantry.ec2.keypair;

import io.gantry.base.AwsError;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A public key as SSH has it on the wire (RFC 4253, 6.6; RFC 8709).
 *
 * @param type {@code rsa} or {@code ed25519}
 * @param blob its bytes in base 64
 */
record PublicKey(String type, String blob) {
    static final String RSA = "rsa";
    static final String ED25519 = "ed25519";

    private static final String SSH_RSA = "ssh-rsa";
    private static final String SSH_ED25519 = "ssh-ed25519";
    private static final Set<Integer> RSA_BITS = Set.of(1024, 2048, 4096);
    private static final int ED25519_BYTES = 32;
    private static final String SSH2 = "---- BEGIN SSH2 PUBLIC KEY ----";
    private static final String SSH2_END = "---- END SSH2 PUBLIC KEY ----";

    static PublicKey rsa(RSAPublicKey key) {
        return of(
                RSA,
                joined(
                        SSH_RSA.getBytes(StandardCharsets.US_ASCII),
                        key.getPublicExponent().toByteArray(),
                        key.getModulus().toByteArray()));
    }

    /** @param raw the 32 bytes of RFC 8032 */
    static PublicKey ed25519(byte[] raw) {
        return of(ED25519, joined(SSH_ED25519.getBytes(StandardCharsets.US_ASCII), raw));
    }

    private static PublicKey of(String type, byte[] bytes) {
        return new PublicKey(type, Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Reads the forms that AWS takes: OpenSSH's, RFC 4716's, and for RSA also DER in base 64.
     *
     * @throws AwsError InvalidKey.Format
     */
    static PublicKey parse(String text) {
        String stripped = text.strip();
        try {
            if (stripped.startsWith("ssh-")) {
                String[] words = stripped.split("\\s+", 3);
                return words.length < 2 ? bad() : read(Base64.getDecoder().decode(words[1]));
            }
            if (stripped.startsWith(SSH2) && stripped.endsWith(SSH2_END)) {
                return read(Base64.getMimeDecoder().decode(body(stripped)));
            }
            byte[] der = Base64.getMimeDecoder().decode(stripped.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)) instanceof RSAPublicKey rsa
                    ? checked(rsa)
                    : bad();
        } catch (IllegalArgumentException | BufferUnderflowException | GeneralSecurityException unreadable) {
            return bad();
        }
    }

    /** Without the lines around it and its headers, of which a backslash continues one on the next line. */
    private static String body(String ssh2) {
        String inner = ssh2.substring(SSH2.length(), ssh2.length() - SSH2_END.length());
        return Arrays.stream(inner.replace("\\\r\n", "").replace("\\\n", "").split("\n", -1))
                .filter(line -> !line.contains(":"))
                .collect(Collectors.joining());
    }

    private static PublicKey read(byte[] bytes) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        String name = new String(part(in), StandardCharsets.US_ASCII);
        return switch (name) {
            case SSH_RSA -> {
                BigInteger exponent = new BigInteger(part(in));
                BigInteger modulus = new BigInteger(part(in));
                yield KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent))
                                instanceof RSAPublicKey rsa
                        ? checked(rsa)
                        : bad();
            }
            case SSH_ED25519 -> {
                byte[] raw = part(in);
                yield raw.length == ED25519_BYTES ? ed25519(raw) : bad();
            }
            case String other -> bad();
        };
    }

    private static PublicKey checked(RSAPublicKey rsa) {
        return RSA_BITS.contains(rsa.getModulus().bitLength()) ? rsa(rsa) : bad();
    }

    private static PublicKey bad() {
        throw AwsError.client("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    /** Each after its length in four bytes. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] bytes() {
        return Base64.getDecoder().decode(blob);
    }

    /** The line that OpenSSH keeps in {@code authorized_keys}. */
    String line(String comment) {
        return "ssh-" + type + " " + blob + " " + comment;
    }

    /** What AWS shows for a key that was brought: MD5 of the DER form for RSA, and as OpenSSH for ED25519. */
    String fingerprint() {
        try {
            if (type.equals(ED25519)) {
                return Fingerprints.sha256(bytes());
            }
            ByteBuffer in = ByteBuffer.wrap(bytes());
            byte[] _ = part(in);
            BigInteger exponent = new BigInteger(part(in));
            byte[] der = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(new BigInteger(part(in)), exponent))
                    .getEncoded();
            return Fingerprints.colons("MD5", der);
        } catch (GeneralSecurityException readBefore) {
            throw new IllegalStateException(readBefore);
        }
    }
}
