package io.gantry.ec2.keypair;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;

/** Takes a public key that was made elsewhere. */
public final class ImportKeyPair implements Operation<ImportKeyPairRequest, ImportKeyPairResponse> {
    private final StateStore store;

    public ImportKeyPair(StateStore store) {
        this.store = store;
    }

    @Override
    public ImportKeyPairResponse call(ImportKeyPairRequest in, CallContext call) {
        String name = KeyPairs.checkedName(in.keyName());
        if (in.publicKeyMaterial() == null) {
            throw Ec2Errors.missing("PublicKeyMaterial");
        }
        PublicKey key = PublicKey.parse(in.publicKeyMaterial().asUtf8String());
        Map<String, String> tags = Tags.of(in.tagSpecifications(), Kind.KEY_PAIR);
        Scope scope = Scope.of(call);
        KeyPair pair = store.transact(tx -> KeyPairs.add(tx, scope, name, key, key.fingerprint(), tags));
        return ImportKeyPairResponse.builder()
                .keyPairId(pair.keyPairId())
                .keyName(name)
                .keyFingerprint(pair.fingerprint())
                .tags(Tags.toShape(pair.tags()))
                .build();
    }
}
