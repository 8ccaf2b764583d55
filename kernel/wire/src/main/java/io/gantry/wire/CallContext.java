package io.gantry.wire;

import java.net.URI;

/**
 * Who calls and from where, as the signature proved it.
 *
 * @param accountId twelve digits: the account of the credential, used in every ARN
 * @param region the region of the credential scope, used in every ARN
 * @param principal the caller
 * @param requestId the id that the answer carries
 * @param endpoint the address by which the caller reached us, for answers that hold URLs
 */
public record CallContext(String accountId, String region, Principal principal, String requestId, URI endpoint) {}
