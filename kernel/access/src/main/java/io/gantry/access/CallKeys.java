package io.gantry.access;

import io.gantry.policy.Caller;
import io.gantry.policy.ConditionKeys;
import io.gantry.wire.CallContext;
import io.gantry.wire.sigv4.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The condition keys that every call has.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">IAM: global condition
 *     keys</a>
 */
public final class CallKeys {
    private static final String TAG = "aws:principaltag/";

    private CallKeys() {}

    /** The keys of a call that came at {@code now}. */
    public static ConditionKeys of(CallContext call, Caller caller, Instant now) {
        return key -> switch (key) {
            case "aws:currenttime" -> List.of(now.toString());
            case "aws:epochtime" -> List.of(Long.toString(now.getEpochSecond()));
            case "aws:principalarn" -> List.of(caller.entityArn());
            case "aws:principalaccount" -> List.of(caller.accountId());
            case "aws:principaltype" -> List.of(caller.type().title());
            case "aws:principalisawsservice" -> List.of(Boolean.toString(caller.type() == Caller.Type.SERVICE));
            case "aws:viaawsservice" -> List.of("false");
            case "aws:username" -> username(caller);
            case "aws:userid" -> call.principal().identity().userId().lines().toList();
            case "aws:sourceidentity" ->
                session(call).flatMap(Session::sourceIdentity).stream().toList();
            case "aws:tokenissuetime" ->
                session(call).map(one -> one.issuedAt().toString()).stream().toList();
            case "aws:requestedregion" -> List.of(call.region());
            case "aws:resourceaccount" -> List.of(call.accountId());
            case "aws:securetransport" ->
                List.of(Boolean.toString("https".equals(call.endpoint().getScheme())));
            case "aws:sourceip" -> known(call.origin().address());
            case "aws:useragent" -> known(call.origin().userAgent());
            default -> key.startsWith(TAG) ? tag(call, key.substring(TAG.length())) : List.of();
        };
    }

    private static List<String> known(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static Optional<Session> session(CallContext call) {
        return call.principal().identity().session();
    }

    /** Keys of tags have no case in conditions. */
    private static List<String> tag(CallContext call, String name) {
        return call.principal().identity().tags().entrySet().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<String> username(Caller caller) {
        String arn = caller.arn();
        return caller.type() == Caller.Type.USER ? List.of(arn.substring(arn.lastIndexOf('/') + 1)) : List.of();
    }
}
