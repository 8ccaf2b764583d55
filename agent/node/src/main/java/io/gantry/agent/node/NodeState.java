package io.gantry.agent.node;

import io.gantry.agent.node.ImageCleanup.PulledImage;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.base.Limits;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a node keeps over a restart (agent-protocol.md 18.1): its identity, its tasks, those it has done with, the images it
 * pulled. No credentials.
 */
public final class NodeState {
    private static final String SELF = "self";
    private static final Table<Identity> IDENTITIES =
            Table.of("node/identity", identity -> SELF, JsonRecordCodec.of(Identity.class));
    private static final Table<NodeTask> TASKS =
            Table.of("node/task", NodeTask::arn, JsonRecordCodec.of(NodeTask.class));
    private static final Table<PulledImage> IMAGES =
            Table.of("node/image", PulledImage::reference, JsonRecordCodec.of(PulledImage.class));
    private static final Table<Gone> GONE = Table.of("node/gone", Gone::arn, JsonRecordCodec.of(Gone.class));

    /** The tables, as a store is told of them when it is opened. */
    public static final Schema SCHEMA = Schema.of(IDENTITIES, TASKS, IMAGES, GONE);

    private NodeState() {}

    /**
     * Who this node is.
     *
     * @param node its own id, made once for a data directory
     * @param cluster as configured when it registered
     * @param containerInstanceArn what the control plane calls it; empty before it registered
     * @param sequence the newest payload or manifest number
     * @param nextOrder the next task's place in the queue
     * @param nextPort where the next dynamic host port is looked for
     */
    public record Identity(
            String node, String cluster, String containerInstanceArn, long sequence, long nextOrder, int nextPort) {}

    /**
     * A task that has ended, was reported and cleaned up. A payload for it may still be under way, sent before the report
     * arrived: without this note the node would run the task a second time.
     */
    public record Gone(String arn, Instant at) {}

    /** Everything that is kept. */
    public record Kept(Optional<Identity> identity, List<NodeTask> tasks, List<PulledImage> images, List<Gone> gone) {
        public Kept {
            tasks = List.copyOf(tasks);
            images = List.copyOf(images);
            gone = List.copyOf(gone);
        }
    }

    /**
     * Changes to store.
     *
     * @param gone tasks that are no tasks of this node any more
     * @param expired ARNs of which not even that need be known any longer
     */
    public record Changes(
            Optional<Identity> identity,
            List<NodeTask> tasks,
            List<Gone> gone,
            List<String> expired,
            List<PulledImage> images,
            List<String> removedImages) {
        public Changes {
            tasks = List.copyOf(tasks);
            gone = List.copyOf(gone);
            expired = List.copyOf(expired);
            images = List.copyOf(images);
            removedImages = List.copyOf(removedImages);
        }
    }

    /** Reads everything. */
    public static Kept load(StateStore store) {
        View view = store.view();
        return new Kept(view.get(IDENTITIES, SELF), view.list(TASKS, ""), view.list(IMAGES, ""), view.list(GONE, ""));
    }

    /** Stores the identity alone, as at registration. */
    public static void save(StateStore store, Identity identity) {
        save(store, new Changes(Optional.of(identity), List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    /** Stores changes; more than fit one commit are several. */
    public static void save(StateStore store, Changes changes) {
        // Each turn of the loop writes the identity, and two records for each task that is gone.
        int step = Limits.CHANGES_PER_COMMIT / 8;
        int most = Stream.of(
                        changes.tasks(), changes.gone(), changes.expired(), changes.images(), changes.removedImages())
                .mapToInt(List::size)
                .max()
                .orElse(0);
        for (int from = 0; from == 0 || from < most; from += step) {
            int at = from;
            store.transact(tx -> {
                changes.identity().ifPresent(identity -> tx.put(IDENTITIES, identity));
                part(changes.tasks(), at, step).forEach(task -> tx.put(TASKS, task.idle()));
                part(changes.gone(), at, step).forEach(gone -> {
                    tx.delete(TASKS, gone.arn());
                    tx.put(GONE, gone);
                });
                part(changes.expired(), at, step).forEach(arn -> {
                    tx.delete(TASKS, arn);
                    tx.delete(GONE, arn);
                });
                part(changes.images(), at, step).forEach(image -> tx.put(IMAGES, image));
                part(changes.removedImages(), at, step).forEach(reference -> tx.delete(IMAGES, reference));
                return at;
            });
        }
    }

    private static <T> List<T> part(List<T> all, int from, int size) {
        return from >= all.size() ? List.of() : all.subList(from, Math.min(all.size(), from + size));
    }
}
