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
 * @param origin where the call came from, and by which program
 */
public record CallContext(
        String accountId,
        String region,
        Principal principal,
        String requestId,
        URI endpoint,
        Map<String, String> textsBeside,
        Origin origin) {
    public CallContext {
        textsBeside = Map.copyOf(textsBeside);
    }

    /**
     * Where a call came from.
     *
     * @param address of the caller; empty for calls inside this process
     * @param userAgent as the caller names its program; empty when it does not
     */
    public record Origin(String address, String userAgent) {
        /** Calls of our own. */
        public static final Origin HERE = new Origin("", "");
    }

    /** A call with nothing beside its input. */
    public CallContext(String accountId, String region, Principal principal, String requestId, URI endpoint) {
        this(accountId, region, principal, requestId, endpoint, Map.of());
    }

    /** A call of our own. */
    public CallContext(
            String accountId,
            String region,
            Principal principal,
            String requestId,
            URI endpoint,
            Map<String, String> textsBeside) {
        this(accountId, region, principal, requestId, endpoint, textsBeside, Origin.HERE);
    }

    /** The same call with {@code texts} beside its input. */
    public CallContext withTextsBeside(Map<String, String> texts) {
        return new CallContext(accountId, region, principal, requestId, endpoint, texts, origin);
    }

    /** The same call from somewhere else. */
    public CallContext from(Origin other) {
        return new CallContext(accountId, region, principal, requestId, endpoint, textsBeside, other);
    }
}
