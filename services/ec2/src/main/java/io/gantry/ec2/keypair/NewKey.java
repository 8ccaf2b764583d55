package io.gantry.ec2.keypair;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A key that was made here. It is the platform's randomness that makes it, as with every secret, so that no test can foresee it.
 *
 * @param fingerprint as AWS computes it for keys that it made
 * @param material the private key as a file of OpenSSL (RSA) or OpenSSH (ED25519); it is kept nowhere
 */
record NewKey(PublicKey publicKey, String fingerprint, String material) {
    private static final int RSA_BITS = 2048;
    private static final int RAW_BYTES = 32;
    private static final int COLUMNS = 64;
    private static final int BLOCK = 8;
    private static final int DER_INTEGER = 0x02;
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_SHORT = 0x80;
    private static final int DER_LENGTH_IN_TWO = 0x82;

    /** It is shown with the private key's digest, so that it can be compared with the file alone. */
    static NewKey rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            java.security.KeyPair pair = generator.generateKeyPair();
            RSAPrivateCrtKey secret = (RSAPrivateCrtKey) pair.getPrivate();
            return new NewKey(
                    PublicKey.rsa((RSAPublicKey) pair.getPublic()),
                    Fingerprints.colons("SHA-1", secret.getEncoded()),
                    pem("RSA PRIVATE KEY", pkcs1(secret)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    static NewKey ed25519(String comment) {
        try {
            java.security.KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] der = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(der, der.length - RAW_BYTES, der.length);
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            PublicKey open = PublicKey.ed25519(raw);
            return new NewKey(open, open.fingerprint(), pem("OPENSSH PRIVATE KEY", openSsh(raw, seed, comment)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** RFC 8017, A.1.2. */
    private static byte[] pkcs1(RSAPrivateCrtKey key) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        for (BigInteger number : List.of(
                BigInteger.ZERO,
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient())) {
            inner.writeBytes(der(DER_INTEGER, number.toByteArray()));
        }
        return der(DER_SEQUENCE, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < DER_SHORT) {
            out.write(content.length);
        } else {
            out.write(DER_LENGTH_IN_TWO);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /**
     * An unencrypted file with one key.
     *
     * @see <a href="https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key">OpenSSH: PROTOCOL.key</a>
     */
    private static byte[] openSsh(byte[] raw, byte[] seed, String comment) {
        byte[] name = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(seed, 2 * RAW_BYTES);
        System.arraycopy(raw, 0, both, RAW_BYTES, RAW_BYTES);
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        // The same four bytes twice: they show that a password was right, and there is none.
        secret.writeBytes(Arrays.copyOf(raw, Integer.BYTES));
        secret.writeBytes(Arrays.copyOf(raw, Integer.BYTES));
        secret.writeBytes(PublicKey.joined(name, raw, both, comment.getBytes(StandardCharsets.US_ASCII)));
        for (int padding = 1; secret.size() % BLOCK != 0; padding++) {
            secret.write(padding);
        }
        byte[] none = "none".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(PublicKey.joined(none, none, new byte[0]));
        file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
        file.writeBytes(PublicKey.joined(PublicKey.joined(name, raw), secret.toByteArray()));
        return file.toByteArray();
    }

    private static String pem(String what, byte[] content) {
        String body = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
