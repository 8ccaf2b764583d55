package io.gantry.wire.model;

import java.util.Set;

/**
 * By what a service is recognised on the wire.
 *
 * @param name the room's name, for example {@code ecs}
 * @param protocol the protocol that AWS's model prefers
 * @param protocols every protocol in which AWS's service answers, with the preferred one
 * @param signingName the service in the credential scope
 * @param targetPrefix what stands before the dot of {@code X-Amz-Target}; empty where there is none
 * @param apiVersion the {@code Version} of query calls
 * @param xmlNamespace the namespace of XML answers; empty where there is none
 * @param validationCode the error code for an input that breaks the model's constraints
 */
public record ServiceIdentity(
        String name,
        Protocol protocol,
        Set<Protocol> protocols,
        String signingName,
        String targetPrefix,
        String apiVersion,
        String xmlNamespace,
        String validationCode) {
    public ServiceIdentity {
        protocols = Set.copyOf(protocols);
    }
}
