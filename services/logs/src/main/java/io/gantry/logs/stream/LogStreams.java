package io.gantry.logs.stream;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogsErrors;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;

/** The table of log streams. */
public final class LogStreams {
    /** Streams by account, region, their group's storage id and name. */
    public static final Table<LogStream> TABLE =
            Table.of("logs/stream", LogStream::id, JsonRecordCodec.of(LogStream.class));

    private static final int AT_ONCE = 90;

    private LogStreams() {}

    /** The start of the ids of all streams of {@code group}. */
    public static String scope(LogGroup group) {
        return group.accountId() + "/" + group.region() + "/" + group.storageId() + "/";
    }

    /**
     * The stream of this name.
     *
     * @throws io.gantry.base.AwsError ResourceNotFoundException
     */
    public static LogStream required(View view, LogGroup group, String name) {
        return view.get(TABLE, scope(group) + name).orElseThrow(LogsErrors::noStream);
    }

    /** The streams of {@code group} whose name begins so, by name. */
    public static List<LogStream> withPrefix(View view, LogGroup group, String prefix) {
        return view.list(TABLE, scope(group) + prefix);
    }

    /** Deletes these streams' records, some in each transaction. */
    public static void delete(StateStore store, List<LogStream> streams) {
        for (int from = 0; from < streams.size(); from += AT_ONCE) {
            List<LogStream> some = streams.subList(from, Math.min(streams.size(), from + AT_ONCE));
            store.transact(tx -> {
                some.forEach(stream -> tx.delete(TABLE, stream.id()));
                return some.size();
            });
        }
    }
}
