package io.gantry.ecs.service;

import io.gantry.base.Arn;
import io.gantry.base.Page;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ListServicesByNamespaceRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesByNamespaceResponse;

/**
 * Lists the ARNs of the services of all clusters that belong to a Cloud Map namespace. Service Connect is what puts a service
 * into one, and {@link ServiceRules} refuses it as yet, so each namespace has none.
 */
public final class ListServicesByNamespace
        implements Operation<ListServicesByNamespaceRequest, ListServicesByNamespaceResponse> {
    private static final int LONGEST = 1024;

    @Override
    public ListServicesByNamespaceResponse call(ListServicesByNamespaceRequest in, CallContext call) {
        check(in.namespace(), call);
        Page<String> page = Listing.page(List.of(), arn -> arn, in.nextToken(), in.maxResults(), Listing.PAGE);
        return ListServicesByNamespaceResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** A namespace is named by its name, or by its ARN in the caller's account and region. */
    private static void check(String namespace, CallContext call) {
        if (namespace.isBlank() || namespace.length() > LONGEST) {
            throw EcsErrors.invalidParameter("namespace must have 1 to " + LONGEST + " characters.");
        }
        boolean foreign = Arn.looksLikeArn(namespace)
                && Arn.parse(namespace)
                        .filter(arn -> arn.service().equals("servicediscovery")
                                && arn.resourceType().equals("namespace")
                                && arn.region().equals(call.region())
                                && arn.accountId().equals(call.accountId()))
                        .isEmpty();
        if (foreign) {
            throw EcsErrors.invalidParameter("'" + namespace + "' is no ARN of a Cloud Map namespace of account "
                    + call.accountId() + " in region " + call.region() + ".");
        }
    }
}
