package io.gantry.ec2.keypair;

import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** Describes key pairs. */
public final class DescribeKeyPairs implements Operation<DescribeKeyPairsRequest, DescribeKeyPairsResponse> {
    private static Fields<KeyPair> fields() {
        return Fields.<KeyPair>ofResources()
                .with("fingerprint", KeyPair::fingerprint)
                .with("key-name", KeyPair::keyName)
                .with("key-pair-id", KeyPair::keyPairId);
    }

    private final StateStore store;

    public DescribeKeyPairs(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeKeyPairsResponse call(DescribeKeyPairsRequest in, CallContext call) {
        View view = store.view();
        Scope scope = Scope.of(call);
        for (String name : in.keyNames()) {
            if (KeyPairs.named(view, scope, name).isEmpty()) {
                throw Kind.KEY_PAIR.notFound(name);
            }
        }
        List<KeyPair> named = KeyPairs.CATALOG.named(view, scope, in.keyPairIds()).stream()
                .filter(pair -> in.keyNames().isEmpty() || in.keyNames().contains(pair.keyName()))
                .toList();
        boolean whole = Boolean.TRUE.equals(in.includePublicKey());
        return DescribeKeyPairsResponse.builder()
                .keyPairs(fields().filtered(named, in.filters()).stream()
                        .map(pair -> shape(pair, whole))
                        .toList())
                .build();
    }

    private static KeyPairInfo shape(KeyPair pair, boolean whole) {
        KeyPairInfo.Builder shape = KeyPairInfo.builder()
                .keyPairId(pair.keyPairId())
                .keyName(pair.keyName())
                .keyType(pair.keyType())
                .keyFingerprint(pair.fingerprint())
                .createTime(pair.createTime())
                .tags(Tags.toShape(pair.tags()));
        if (whole) {
            shape.publicKey(pair.publicKey());
        }
        return shape.build();
    }
}
