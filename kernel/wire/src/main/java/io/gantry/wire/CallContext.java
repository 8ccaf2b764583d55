package io.gantry.wire;

import java.net.URI;
import java.util.Map;

/**
 * Who calls and from where, as the signature proved it.
 *
 * @param accountId twelve digits: the account of the credential, used in every ARN
 * @param region the region of the credential scope, used in every ARN
 * @param principal the caller
 * @param requestId the id that the answer carries
 * @param endpoint the address by which the caller reached us, for answers that hold URLs
 * @param textsBeside what the caller sent of {@link io.gantry.wire.model.OperationType#textsBeside}, by name
 */
public record CallContext(
        String accountId,
        String region,
        Principal principal,
        String requestId,
        URI endpoint,
        Map<String, String> textsBeside) {
    public CallContext {
        textsBeside = Map.copyOf(textsBeside);
    }

    /** A call with nothing beside its input. */
    public CallContext(String accountId, String region, Principal principal, String requestId, URI endpoint) {
        this(accountId, region, principal, requestId, endpoint, Map.of());
    }

    /** The same call with {@code texts} beside its input. */
    public CallContext withTextsBeside(Map<String, String> texts) {
        return new CallContext(accountId, region, principal, requestId, endpoint, texts);
    }
}
