package io.gantry.sts;

import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Says who the caller is. Everybody may ask. */
final class GetCallerIdentity implements Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> {

    @Override
    public GetCallerIdentityResponse call(GetCallerIdentityRequest in, CallContext call) {
        String arn = call.principal().arn();
        String known = call.principal().identity().userId();
        return GetCallerIdentityResponse.builder()
                .account(call.accountId())
                .arn(arn)
                .userId(known.isEmpty() ? call.accountId() : known)
                .build();
    }
}
