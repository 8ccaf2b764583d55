package io.gantry.iam.policy;

import io.gantry.iam.resource.EntityIds;
import io.gantry.iam.resource.Names;
import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;

/** Makes a managed policy, whose first version is {@code v1}. */
public final class CreatePolicy implements Operation<CreatePolicyRequest, CreatePolicyResponse> {
    private final StateStore store;
    private final Attachments attachments;

    public CreatePolicy(StateStore store, Attachments attachments) {
        this.store = store;
        this.attachments = attachments;
    }

    @Override
    public CreatePolicyResponse call(CreatePolicyRequest in, CallContext call) {
        String document = PolicyDocuments.managed(in.policyDocument());
        String path = Names.path(in.path());
        Map<String, String> tags = Tags.of(in.tags());
        return store.transact(tx -> {
            Instant now = tx.now().truncatedTo(ChronoUnit.SECONDS);
            ManagedPolicy policy = new ManagedPolicy(
                    call.accountId(),
                    in.policyName(),
                    EntityIds.newId(tx, "ANPA"),
                    path,
                    in.description() == null ? "" : in.description(),
                    now,
                    now,
                    List.of(new PolicyVersion("v1", document, now)),
                    "v1",
                    1,
                    tags);
            ManagedPolicies.CATALOG.putNew(tx, policy);
            return CreatePolicyResponse.builder()
                    .policy(PolicyShapes.whole(tx, call.accountId(), policy, attachments))
                    .build();
        });
    }
}
