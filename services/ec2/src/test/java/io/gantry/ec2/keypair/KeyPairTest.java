package io.gantry.ec2.keypair;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

final class KeyPairTest {
    // Made with ssh-keygen; the fingerprints with openssl and ssh-keygen, as AWS tells its users to.
    private static final String RSA =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDG43aUOfwE2/gHkQizaRZz3OltmZrtsvnnN5E7O5siU79L"
                    + "RkUGpmiPqpLMpkprpN8Wp0C5BZaJNNHJumuZigXAh+xtl5W/WbpuHIHmeNN5kO6WbXzkn4aamaC+4l+ZM0Zz"
                    + "kKlfb9hBOKTj6qzR3ubGkp5RpT5STiUXB4lwX3m0ydcj+94ENLrAvPrAKt14MZ2601ixd1Z+bZhiZZ38uaNY"
                    + "2pYLABLvqecXVMuRYyJX6KOHM4pT4VVSIrqiy4KuNUZv9Lpx36DWsmOytPB5P9ECmHc9rZlxbQDw1DKEbp1n"
                    + "vKmYqT1MNP6pij3N+wJS8mkKJJOOCr5+viAEuFn0Fneb me@here";
    private static final String RSA_DER =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxuN2lDn8BNv4B5EIs2kWc9zpbZma7bL55zeROzub"
                    + "IlO/S0ZFBqZoj6qSzKZKa6TfFqdAuQWWiTTRybprmYoFwIfsbZeVv1m6bhyB5njTeZDulm185J+GmpmgvuJf"
                    + "mTNGc5CpX2/YQTik4+qs0d7mxpKeUaU+Uk4lFweJcF95tMnXI/veBDS6wLz6wCrdeDGdutNYsXdWfm2YYmWd"
                    + "/LmjWNqWCwAS76nnF1TLkWMiV+ijhzOKU+FVUiK6osuCrjVGb/S6cd+g1rJjsrTweT/RAph3Pa2ZcW0A8NQy"
                    + "hG6dZ7ypmKk9TDT+qYo9zfsCUvJpCiSTjgq+fr4gBLhZ9BZ3mwIDAQAB";
    private static final String RSA_SSH2 =
            "---- BEGIN SSH2 PUBLIC KEY ----\nComment: 2048-bit RSA of me@here\nAAAAB3NzaC1yc2EAA"
                    + "AADAQABAAABAQDG43aUOfwE2/gHkQizaRZz3OltmZrtsvnnN5E7O5\nsiU79LRkUGpmiPqpLMpkprpN8Wp0C"
                    + "5BZaJNNHJumuZigXAh+xtl5W/WbpuHIHmeNN5kO6W\nbXzkn4aamaC+4l+ZM0ZzkKlfb9hBOKTj6qzR3ubGk"
                    + "p5RpT5STiUXB4lwX3m0ydcj+94ENL\nrAvPrAKt14MZ2601ixd1Z+bZhiZZ38uaNY2pYLABLvqecXVMuRYyJ"
                    + "X6KOHM4pT4VVSIrqi\ny4KuNUZv9Lpx36DWsmOytPB5P9ECmHc9rZlxbQDw1DKEbp1nvKmYqT1MNP6pij3N+"
                    + "wJS8m\nkKJJOOCr5+viAEuFn0Fneb\n---- END SSH2 PUBLIC KEY ----\n";
    private static final String RSA_MD5 = "d2:54:b5:3f:ad:8c:01:fc:d0:08:d0:08:2b:92:e5:7a";
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDzR8YfbNkIX71l+wFEb+69mylAo+8ZhbvEtJvWTVGse me@" + "here";
    private static final String ED25519_SHA256 = "dFu81lnkeGBN0PdXI7Wq3HEszcVj333ZsalBGbvylAo=";

    private final Ec2Room room = new Ec2Room();

    private ImportKeyPairResponse bring(String name, String material) {
        return room.call(
                Ec2Api.IMPORT_KEY_PAIR,
                ImportKeyPairRequest.builder()
                        .keyName(name)
                        .publicKeyMaterial(SdkBytes.fromUtf8String(material))
                        .build());
    }

    private CreateKeyPairResponse make(String name, String type) {
        return room.call(
                Ec2Api.CREATE_KEY_PAIR,
                CreateKeyPairRequest.builder().keyName(name).keyType(type).build());
    }

    private List<KeyPairInfo> described(DescribeKeyPairsRequest.Builder request) {
        return room.call(Ec2Api.DESCRIBE_KEY_PAIRS, request.build()).keyPairs();
    }

    @Test
    void a_key_that_was_brought_has_the_fingerprint_that_its_owner_computes() {
        assertThat(bring("rsa", RSA).keyFingerprint()).isEqualTo(RSA_MD5);
        assertThat(bring("der", RSA_DER).keyFingerprint()).isEqualTo(RSA_MD5);
        assertThat(bring("ssh2", RSA_SSH2).keyFingerprint()).isEqualTo(RSA_MD5);
        assertThat(bring("ed", ED25519).keyFingerprint()).isEqualTo(ED25519_SHA256);
        assertThat(described(DescribeKeyPairsRequest.builder().keyNames("rsa").includePublicKey(true)))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.publicKey()).isEqualTo(RSA.replace(" me@here", " rsa"));
                    assertThat(pair.keyTypeAsString()).isEqualTo("rsa");
                });
    }

    @Test
    void a_key_that_is_made_is_answered_once_and_kept_as_its_public_half() throws GeneralSecurityException {
        CreateKeyPairResponse made = make("mine", "rsa");

        assertThat(made.keyMaterial()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(made.keyPairId()).startsWith("key-");
        KeyPairInfo kept = described(DescribeKeyPairsRequest.builder()
                        .filters(Filter.builder()
                                .name("fingerprint")
                                .values(made.keyFingerprint())
                                .build()))
                .getFirst();
        assertThat(kept.publicKey()).isNull();
        // The same key, read from its file by hand: nine numbers one after the other.
        byte[] der = Base64.getMimeDecoder()
                .decode(made.keyMaterial().replaceAll("-----[A-Z ]+-----", "").getBytes(StandardCharsets.US_ASCII));
        java.math.BigInteger[] numbers = Der.integers(der);
        RSAPrivateCrtKey secret = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        numbers[1],
                        numbers[2],
                        numbers[3],
                        numbers[4],
                        numbers[5],
                        numbers[6],
                        numbers[7],
                        numbers[8]));
        assertThat(made.keyFingerprint()).isEqualTo(Fingerprints.colons("SHA-1", secret.getEncoded()));
    }

    @Test
    void an_ed25519_key_is_a_file_of_open_ssh() {
        CreateKeyPairResponse made = make("ed", "ed25519");
        String body = made.keyMaterial().replaceAll("-----[A-Z ]+-----", "");

        assertThat(made.keyMaterial()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        assertThat(new String(Base64.getMimeDecoder().decode(body), StandardCharsets.ISO_8859_1))
                .startsWith("openssh-key-v1\0");
        assertThat(made.keyFingerprint()).hasSize(44).endsWith("=");
    }

    @Test
    void a_name_is_taken_once_until_it_is_deleted() {
        String id = make("mine", "ed25519").keyPairId();
        Ec2Room.refused("InvalidKeyPair.Duplicate", "already exists", () -> make("mine", "ed25519"));
        Ec2Room.refused("InvalidKeyPair.Duplicate", "already exists", () -> bring("mine", RSA));
        DeleteKeyPairRequest delete =
                DeleteKeyPairRequest.builder().keyName("mine").build();

        assertThat(room.call(Ec2Api.DELETE_KEY_PAIR, delete).keyPairId()).isEqualTo(id);
        assertThat(room.call(Ec2Api.DELETE_KEY_PAIR, delete).returnValue()).isTrue();
        Ec2Room.refused(
                "InvalidKeyPair.NotFound",
                "'mine' does not exist",
                () -> described(DescribeKeyPairsRequest.builder().keyNames("mine")));
        assertThat(make("mine", "ed25519").keyPairId()).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-rsa",
                "ssh-rsa AAAA",
                "ssh-dss AAAAB3NzaC1kc3M= x",
                "no key",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAXg="
            })
    void what_is_no_key_is_refused(String material) {
        Ec2Room.refused("InvalidKey.Format", "not in valid", () -> bring("bad", material));
    }

    @Test
    void what_is_not_there_is_refused_by_name() {
        Ec2Room.refused(
                "UnsupportedOperation",
                "KeyFormat",
                () -> room.call(
                        Ec2Api.CREATE_KEY_PAIR,
                        CreateKeyPairRequest.builder()
                                .keyName("p")
                                .keyFormat("ppk")
                                .build()));
        Ec2Room.refused("InvalidParameterValue", "KeyType", () -> make("p", "dsa"));
        Ec2Room.refused("InvalidParameterValue", "KeyName", () -> make(" p", "rsa"));
    }
}
