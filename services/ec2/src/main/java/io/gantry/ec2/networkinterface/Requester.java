package io.gantry.ec2.networkinterface;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.wire.CallContext;

/**
 * On whose behalf an interface is made or changed.
 *
 * @param id the service, for example {@code ecs.amazonaws.com}; empty for a caller of the account
 */
record Requester(String id) {
    static Requester of(CallContext call) {
        String caller = call.principal().arn();
        return new Requester(caller.endsWith(".amazonaws.com") && !caller.startsWith("arn:") ? caller : "");
    }

    boolean service() {
        return !id.isEmpty();
    }

    /** What a service made for itself only that service changes. */
    NetworkInterface allowed(NetworkInterface eni) {
        if (!eni.requesterId().equals(id) && eni.requesterManaged()) {
            throw Ec2Errors.notPermitted("The network interface '" + eni.networkInterfaceId() + "' is managed by "
                    + eni.requesterId() + ": only it may change or delete it.");
        }
        return eni;
    }
}
