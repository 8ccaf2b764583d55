package io.gantry.logs.group;

import io.gantry.base.Arn;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The table of log groups, and how callers name them. */
public final class LogGroups {
    /** Groups by account, region and name. */
    public static final Table<LogGroup> TABLE =
            Table.of("logs/group", LogGroup::id, JsonRecordCodec.of(LogGroup.class));

    private static final String KIND = "log-group:";

    private LogGroups() {}

    /** The start of the ids of all the caller's groups. */
    public static String scope(CallContext call) {
        return call.accountId() + "/" + call.region() + "/";
    }

    /**
     * The group of this name.
     *
     * @throws io.gantry.base.AwsError ResourceNotFoundException
     */
    public static LogGroup required(View view, CallContext call, String name) {
        return view.get(TABLE, scope(call) + name).orElseThrow(LogsErrors::noGroup);
    }

    /**
     * The name of the group that a caller named by exactly one of a name and an identifier, which is a name or an ARN.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException for both or neither
     */
    public static String name(@Nullable String name, @Nullable String identifier) {
        if ((name == null) == (identifier == null)) {
            throw LogsErrors.invalid("Exactly one of logGroupName and logGroupIdentifier must be given.");
        }
        return identifier == null ? String.valueOf(name) : nameOf(identifier);
    }

    /** The group's name in an ARN of it or of its streams; other text is a name already. */
    public static String nameOf(String identifier) {
        return Arn.parse(identifier)
                .map(Arn::resource)
                .filter(resource -> resource.startsWith(KIND))
                .map(resource -> resource.substring(KIND.length()).split(":", 2)[0])
                .orElse(identifier);
    }

    /** All groups of the caller whose name begins so, by name. */
    public static List<LogGroup> withPrefix(View view, CallContext call, String prefix) {
        return view.list(TABLE, scope(call) + prefix);
    }

    /** Changes the group of this name. */
    static void change(StateStore store, CallContext call, String name, UnaryOperator<LogGroup> change) {
        store.transact(tx -> {
            LogGroup group = required(tx, call, name);
            tx.put(TABLE, change.apply(group));
            return group;
        });
    }
}
