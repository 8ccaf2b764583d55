package io.gantry.kit.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.LogStore.Appended;
import io.gantry.logs.port.LogStore.Position;
import io.gantry.logs.port.LogStore.Stream;
import io.gantry.logs.port.LogStore.StreamSummary;
import io.gantry.logs.port.Place;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.Slice;
import io.gantry.logs.port.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every log store does. */
public abstract class LogStoreContract {
    protected static final String GROUP = "0123456789abcdef0123456789abcdef";
    protected static final Stream WEB = new Stream(GROUP, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    protected static final Stream DATABASE = new Stream(GROUP, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    protected static final Set<String> BOTH = Set.of(WEB.id(), DATABASE.id());
    protected static final Instant NOW = Instant.ofEpochMilli(2_000_000);

    /** An empty store. */
    protected abstract LogStore fresh();

    @Test
    void whatWasAppendedIsReadInTheOrderOfItsTimes() {
        LogStore store = fresh();
        append(store, WEB, 100, 200, 300);
        append(store, DATABASE, 50, 200, 250);

        assertThat(times(store.read(Query.all(GROUP, BOTH, 100)))).containsExactly(50L, 100L, 200L, 200L, 250L, 300L);
        assertThat(times(store.read(Query.all(GROUP, BOTH, 100).descending())))
                .containsExactly(300L, 250L, 200L, 200L, 100L, 50L);
        assertThat(times(store.read(Query.all(GROUP, Set.of(WEB.id()), 100)))).containsExactly(100L, 200L, 300L);
        assertThat(store.read(Query.all(GROUP, BOTH, 100).between(100, 200)).events())
                .as("from the start, up to but without the end")
                .extracting(StoredEvent::message)
                .containsExactly("at 100");
        assertThat(store.read(Query.all(GROUP, BOTH, 100)).events().getFirst().ingestionTime())
                .isEqualTo(NOW.toEpochMilli());
        store.close();
    }

    @Test
    void pagesGoOnBehindTheLastPlace() {
        LogStore store = fresh();
        append(store, WEB, 1, 1, 1, 2, 3);
        Slice first = store.read(Query.all(GROUP, BOTH, 2));
        Place last = first.events().getLast().place();
        Slice second = store.read(Query.all(GROUP, BOTH, 3).beyond(last));
        Place end = second.events().getLast().place();

        assertThat(first.more()).isTrue();
        assertThat(times(second)).containsExactly(1L, 2L, 3L);
        assertThat(second.more()).isFalse();
        assertThat(store.read(Query.all(GROUP, BOTH, 3).beyond(end)).events()).isEmpty();

        append(store, WEB, 4);
        assertThat(times(store.read(Query.all(GROUP, BOTH, 3).beyond(end)))).containsExactly(4L);
        store.close();
    }

    @Test
    void aSliceHoldsAMegabyteAtMost() {
        LogStore store = fresh();
        String half = "x".repeat(Query.BYTES / 2);
        for (int i = 0; i < 3; i++) {
            store.append(WEB, List.of(new LogEvent(i, half)), NOW, Optional.empty());
        }
        Slice slice = store.read(Query.all(GROUP, BOTH, 100));

        assertThat(slice.events()).hasSize(2);
        assertThat(slice.more()).isTrue();
        store.close();
    }

    @Test
    void linesThatAreNotWantedAreLeftOut() {
        LogStore store = fresh();
        append(store, WEB, 100, 205, 300);
        Slice slice = store.read(Query.all(GROUP, BOTH, 100)
                .where((bytes, from, to) -> new String(bytes, from, to - from, StandardCharsets.UTF_8).endsWith("5")));
        assertThat(times(slice)).containsExactly(205L);
        store.close();
    }

    @Test
    void aBatchIsKeptOnceForItsPosition() {
        LogStore store = fresh();
        assertThat(store.append(WEB, events(1, 2), NOW, Optional.of(new Position(0, 2, "two"))))
                .isEqualTo(new Appended.Kept());
        assertThat(store.append(WEB, events(1, 2), NOW, Optional.of(new Position(0, 2, "two"))))
                .as("the answer was lost and it is sent again")
                .isEqualTo(new Appended.KeptBefore("two"));
        assertThat(store.append(WEB, events(4), NOW, Optional.of(new Position(3, 4, "four"))))
                .as("the batch before it has not come")
                .isEqualTo(new Appended.OutOfTurn("two"));
        assertThat(store.append(WEB, events(2, 3), NOW, Optional.of(new Position(1, 3, "three"))))
                .as("cut otherwise the second time")
                .isEqualTo(new Appended.OutOfTurn("two"));
        assertThat(store.append(WEB, events(9), NOW, Optional.empty())).isEqualTo(new Appended.Kept());
        assertThat(store.append(WEB, events(3), NOW, Optional.of(new Position(2, 3, "three"))))
                .isEqualTo(new Appended.Kept());

        assertThat(times(store.read(Query.all(GROUP, BOTH, 100)))).containsExactly(1L, 2L, 3L, 9L);
        assertThat(store.summary(WEB).flatMap(StreamSummary::position)).contains(new Position(2, 3, "three"));
        store.close();
    }

    @Test
    void streamsTellTheirFirstAndLast() {
        LogStore store = fresh();
        assertThat(store.summary(WEB)).isEmpty();
        append(store, WEB, 100, 300);
        append(store, WEB, 50, 200);
        assertThat(store.summary(WEB)).contains(new StreamSummary(50, 300, NOW.toEpochMilli(), Optional.empty()));
        assertThat(store.storedBytes(GROUP)).isPositive();
        store.close();
    }

    @Test
    void whatExpiredOrWasDeletedIsGone() {
        LogStore store = fresh();
        append(store, WEB, 100, 200);
        store.expire(GROUP, Instant.ofEpochMilli(150));
        assertThat(times(store.read(Query.all(GROUP, BOTH, 9)))).contains(200L);
        store.expire(GROUP, Instant.ofEpochMilli(201));
        assertThat(store.read(Query.all(GROUP, BOTH, 9)).events()).isEmpty();

        append(store, WEB, 300);
        assertThat(times(store.read(Query.all(GROUP, BOTH, 9)))).containsExactly(300L);
        assertThat(store.groups()).containsExactly(GROUP);
        store.delete(GROUP);
        assertThat(store.groups()).isEmpty();
        assertThat(store.read(Query.all(GROUP, BOTH, 9)).events()).isEmpty();
        assertThat(store.summary(WEB)).isEmpty();
        store.close();
    }

    @Test
    void anyTextIsKeptAsItIs() {
        LogStore store = fresh();
        Seeds.check(20, gen -> {
            String text = gen.text(3000);
            long now = gen.between(0, 1_000_000);
            store.append(WEB, List.of(new LogEvent(now, text)), NOW, Optional.empty());
            assertThat(store.read(Query.all(GROUP, BOTH, 10_000)).events())
                    .extracting(StoredEvent::message)
                    .contains(text);
        });
        store.close();
    }

    @Test
    void agreesWithThePlainStore() {
        Seeds.check(15, gen -> {
            try (LogStore store = fresh();
                    MemoryLogStore model = new MemoryLogStore()) {
                for (int step = gen.between(1, 60); step > 0; step--) {
                    if (gen.chance(0.7)) {
                        Stream stream = gen.oneOf(WEB, DATABASE);
                        List<LogEvent> batch = batch(gen);
                        store.append(stream, batch, NOW, Optional.empty());
                        model.append(stream, batch, NOW, Optional.empty());
                    } else {
                        compare(gen, store, model);
                    }
                }
                compare(gen, store, model);
            }
        });
    }

    private static List<LogEvent> batch(Gen gen) {
        List<LogEvent> events = new ArrayList<>();
        int base = gen.below(10_000);
        for (int i = gen.between(1, 30); i > 0; i--) {
            events.add(new LogEvent(base + gen.below(500), gen.name(60)));
        }
        events.sort(Comparator.comparingLong(LogEvent::timestamp));
        return events;
    }

    private static void compare(Gen gen, LogStore store, MemoryLogStore model) {
        int from = gen.below(10_000);
        Query query = Query.all(GROUP, gen.oneOf(BOTH, Set.of(WEB.id())), gen.between(1, 200))
                .between(from, from + gen.between(0, 8_000));
        byte letter = (byte) gen.between('a', 'z');
        Query filtered = gen.chance(0.5) ? query : query.where((bytes, start, end) -> bytes[start] == letter);
        Query turned = gen.chance(0.5) ? filtered : filtered.descending();
        Query next = turned;
        Slice slice = store.read(next);
        assertThat(slice).isEqualTo(model.read(next));
        while (slice.more()) {
            next = turned.beyond(slice.events().getLast().place());
            slice = store.read(next);
            assertThat(slice).isEqualTo(model.read(next));
        }
    }

    /** Appends a line for each of these times. */
    protected static void append(LogStore store, Stream stream, long... times) {
        assertThat(store.append(stream, events(times), NOW, Optional.empty())).isEqualTo(new Appended.Kept());
    }

    /** A line for each of these times. */
    protected static List<LogEvent> events(long... times) {
        return java.util.Arrays.stream(times)
                .mapToObj(time -> new LogEvent(time, "at " + time))
                .toList();
    }

    /** The times of what was read. */
    protected static List<Long> times(Slice slice) {
        return slice.events().stream().map(event -> event.place().timestamp()).toList();
    }
}
