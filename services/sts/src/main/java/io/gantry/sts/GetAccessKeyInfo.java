package io.gantry.sts;

import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.sigv4.AccessKeyIds;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;

/** Says whose account an access key belongs to, from the id alone. */
final class GetAccessKeyInfo implements Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> {

    @Override
    public GetAccessKeyInfoResponse call(GetAccessKeyInfoRequest in, CallContext call) {
        return GetAccessKeyInfoResponse.builder()
                .account(AccessKeyIds.accountOf(in.accessKeyId())
                        .or(() -> Optional.of(call.accountId())
                                .filter(account ->
                                        in.accessKeyId().equals(call.principal().accessKeyId())))
                        .orElseThrow(() -> StsErrors.validation(
                                "The access key " + in.accessKeyId() + " is none that tells its account.")))
                .build();
    }
}
