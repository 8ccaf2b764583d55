package io.gantry.ec2.keypair;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of key pairs. */
public final class KeyPairs {
    /** Key pairs by id. */
    public static final Table<KeyPair> TABLE = Table.of("ec2/key-pair", KeyPair::id, JsonRecordCodec.of(KeyPair.class));

    /** All key pairs. */
    public static final Catalog<KeyPair> CATALOG = new Catalog<>(Kind.KEY_PAIR, TABLE, KeyPair::withTags);

    private static final String FENCE = "key-pairs";
    private static final int LONGEST_NAME = 255;
    private static final int MOST = 5_000;

    private KeyPairs() {}

    /** The key pair of this name. */
    static Optional<KeyPair> named(View view, Scope scope, String name) {
        return CATALOG.all(view, scope).stream()
                .filter(pair -> pair.keyName().equals(name))
                .findFirst();
    }

    /** A name as AWS takes it: ASCII, without spaces at its ends. */
    static String checkedName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw Ec2Errors.missing("KeyName");
        }
        if (name.length() > LONGEST_NAME || !name.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?")) {
            throw Ec2Errors.invalidValue(
                    name, "KeyName", "It has at most 255 ASCII characters, and no space at its ends.");
        }
        return name;
    }

    /** Keeps a key under a name that no other has. */
    static KeyPair add(Tx tx, Scope scope, String name, PublicKey key, String fingerprint, Map<String, String> tags) {
        Fences.pass(tx, scope.id(FENCE));
        if (named(tx, scope, name).isPresent()) {
            throw AwsError.client("InvalidKeyPair.Duplicate", "The keypair already exists");
        }
        if (CATALOG.all(tx, scope).size() >= MOST) {
            throw AwsError.client("KeyPairLimitExceeded", "The maximum number of key pairs has been reached.");
        }
        KeyPair pair = new KeyPair(
                scope, Kind.KEY_PAIR.newId(tx), name, key.type(), fingerprint, key.line(name), tx.now(), tags);
        tx.put(TABLE, pair);
        return pair;
    }
}
