package io.gantry.logs.group;

import io.gantry.base.Arn;
import io.gantry.state.View;
import io.gantry.wire.CallContext;

/** The group that an ARN names, as the operations on tags of any resource are given it. */
final class TaggedGroup {
    private TaggedGroup() {}

    /** The name of the group that {@code arn} names in the caller's account and region. */
    static String name(View view, CallContext call, String arn) {
        return Arn.parse(arn)
                .filter(parsed -> parsed.service().equals("logs")
                        && parsed.region().equals(call.region())
                        && parsed.accountId().equals(call.accountId())
                        && parsed.resource().startsWith("log-group:"))
                .map(parsed -> LogGroups.nameOf(arn))
                .filter(name ->
                        view.get(LogGroups.TABLE, LogGroups.scope(call) + name).isPresent())
                .orElseThrow(() -> LogsErrors.noResource(arn));
    }
}
