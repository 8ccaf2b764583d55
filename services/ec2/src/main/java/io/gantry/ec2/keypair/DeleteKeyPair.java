package io.gantry.ec2.keypair;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;

/** Forgets a key pair; that it is not there is no error, as with AWS. */
public final class DeleteKeyPair implements Operation<DeleteKeyPairRequest, DeleteKeyPairResponse> {
    private final StateStore store;

    public DeleteKeyPair(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteKeyPairResponse call(DeleteKeyPairRequest in, CallContext call) {
        if (in.keyName() == null && in.keyPairId() == null) {
            throw Ec2Errors.missing("KeyName");
        }
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Optional<KeyPair> there = find(tx, scope, in);
            there.ifPresent(pair -> tx.delete(KeyPairs.TABLE, pair.id()));
            return DeleteKeyPairResponse.builder()
                    .returnValue(true)
                    .keyPairId(there.map(KeyPair::keyPairId).orElse(null))
                    .build();
        });
    }

    private static Optional<KeyPair> find(View view, Scope scope, DeleteKeyPairRequest in) {
        return in.keyPairId() == null
                ? KeyPairs.named(view, scope, in.keyName())
                : KeyPairs.CATALOG.find(view, scope, Kind.KEY_PAIR.checked(in.keyPairId()));
    }
}
