package io.gantry.ec2.keypair;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.ec2.resource.Unsupported;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;

/** Makes a key pair, and answers its private key this once. */
public final class CreateKeyPair implements Operation<CreateKeyPairRequest, CreateKeyPairResponse> {
    private final StateStore store;

    public CreateKeyPair(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateKeyPairResponse call(CreateKeyPairRequest in, CallContext call) {
        Unsupported.member("KeyFormat", "pem".equals(in.keyFormatAsString()) ? null : in.keyFormatAsString());
        String name = KeyPairs.checkedName(in.keyName());
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.KEY_PAIR);
        String type = in.keyTypeAsString() == null ? PublicKey.RSA : in.keyTypeAsString();
        NewKey made = switch (type) {
            case PublicKey.RSA -> NewKey.rsa();
            case PublicKey.ED25519 -> NewKey.ed25519(name);
            case String other -> throw Ec2Errors.invalidValue(other, "KeyType", "It must be rsa or ed25519.");
        };
        Scope scope = Scope.of(call);
        KeyPair pair = store.transact(tx -> KeyPairs.add(tx, scope, name, made.publicKey(), made.fingerprint(), tags));
        return CreateKeyPairResponse.builder()
                .keyPairId(pair.keyPairId())
                .keyName(name)
                .keyFingerprint(pair.fingerprint())
                .keyMaterial(made.material())
                .tags(Tags.toShape(pair.tags()))
                .build();
    }
}
