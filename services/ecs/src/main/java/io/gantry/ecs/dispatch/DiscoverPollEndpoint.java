package io.gantry.ecs.dispatch;

import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.net.URI;
import software.amazon.awssdk.services.ecs.model.DiscoverPollEndpointRequest;
import software.amazon.awssdk.services.ecs.model.DiscoverPollEndpointResponse;

/** Tells an agent where its two channels are: under the address by which it reached us. */
public final class DiscoverPollEndpoint
        implements Operation<DiscoverPollEndpointRequest, DiscoverPollEndpointResponse> {
    /** The command channel's path; agents add {@code /ws}. */
    public static final String ACS_PATH = "/acs";

    /** The telemetry channel's path; agents add {@code /ws}. */
    public static final String TCS_PATH = "/tcs";

    @Override
    public DiscoverPollEndpointResponse call(DiscoverPollEndpointRequest in, CallContext call) {
        URI endpoint = call.endpoint();
        return DiscoverPollEndpointResponse.builder()
                .endpoint(endpoint.resolve(ACS_PATH).toString())
                .telemetryEndpoint(endpoint.resolve(TCS_PATH).toString())
                .build();
    }
}
