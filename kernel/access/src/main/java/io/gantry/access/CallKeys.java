package io.gantry.access;

import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.wire.CallContext;
import java.time.Instant;
import java.util.List;

/**
 * The condition keys that every call has.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">IAM: global condition
 *     keys</a>
 */
final class CallKeys {
    private CallKeys() {}

    /** The keys of a call that came at {@code now}. */
    static ConditionKeys of(CallContext call, Caller caller, Instant now) {
        return key -> switch (key) {
            case "aws:currenttime" -> List.of(now.toString());
            case "aws:epochtime" -> List.of(Long.toString(now.getEpochSecond()));
            case "aws:principalarn" -> List.of(caller.entityArn());
            case "aws:principalaccount" -> List.of(caller.accountId());
            case "aws:principaltype" -> List.of(caller.type().title());
            case "aws:principalisawsservice", "aws:viaawsservice" -> List.of("false");
            case "aws:username" -> username(caller);
            case "aws:requestedregion" -> List.of(call.region());
            case "aws:resourceaccount" -> List.of(call.accountId());
            case "aws:securetransport" ->
                List.of(Boolean.toString("https".equals(call.endpoint().getScheme())));
            case "aws:sourceip" -> known(call.origin().address());
            case "aws:useragent" -> known(call.origin().userAgent());
            default -> List.of();
        };
    }

    private static List<String> known(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static List<String> username(Caller caller) {
        String arn = caller.arn();
        return caller.type() == Caller.Type.USER ? List.of(arn.substring(arn.lastIndexOf('/') + 1)) : List.of();
    }
}
