package io.gantry.ecs.service;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The table of service events. Each is written in the transaction of what it tells of, so none is lost or invented.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html">ECS: service
 *     event messages</a>
 */
public final class ServiceEvents {
    /** Service events by {@link ServiceEvent#id()}. */
    public static final Table<ServiceEvent> TABLE =
            Table.of("ecs/service-event", ServiceEvent::id, JsonRecordCodec.of(ServiceEvent.class));

    /** How many DescribeServices shows. */
    static final int SHOWN = 100;

    /** Most events that go in the commit that makes a service of the same name; the rest are pushed out by newer ones. */
    static final int FORGOTTEN_WITH_A_SUCCESSOR = 80;

    private ServiceEvents() {}

    /** The last events, the oldest first. */
    static List<ServiceEvent> of(View view, Service service) {
        return view.list(TABLE, service.id() + "/");
    }

    /** Records that {@code message} is true of {@code service} now, and forgets what would be shown no more. */
    static void add(Tx tx, Service service, String message) {
        List<ServiceEvent> known = of(tx, service);
        long sequence = known.isEmpty() ? 1 : known.getLast().sequence() + 1;
        String id = UUID.nameUUIDFromBytes(tx.newId().getBytes(StandardCharsets.UTF_8))
                .toString();
        tx.put(
                TABLE,
                new ServiceEvent(service.scope(), service.cluster(), service.name(), sequence, id, message, tx.now()));
        for (int oldest = 0; oldest <= known.size() - SHOWN; oldest++) {
            tx.delete(TABLE, known.get(oldest).id());
        }
    }

    /** Forgets the oldest events, at most {@code most}; whether any are left. */
    static boolean forget(Tx tx, Service service, int most) {
        List<ServiceEvent> known = of(tx, service);
        known.stream().limit(most).forEach(event -> tx.delete(TABLE, event.id()));
        return known.size() > most;
    }
}
