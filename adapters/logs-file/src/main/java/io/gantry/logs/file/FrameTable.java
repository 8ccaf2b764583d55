package io.gantry.logs.file;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The frames of one segment in columns, since there may be hundreds of thousands. Rows are only ever added: whoever knows how
 * many there were may read those without a lock, if it learned the number under the writer's.
 */
final class FrameTable {
    private static final int FIRST_ROOM = 64;

    private Columns columns = Columns.of(FIRST_ROOM);
    private int size;
    private final Map<StreamId, Integer> numbers = new HashMap<>();

    /** Columns of one room. */
    @SuppressWarnings("ArrayRecordComponent") // Grown and shared inside this package, never compared.
    private record Columns(long[] offset, int[] length, int[] stream, long[] first, long[] last, StreamId[] ids) {
        static Columns of(int room) {
            return new Columns(
                    new long[room], new int[room], new int[room], new long[room], new long[room], new StreamId[room]);
        }

        Columns grown() {
            int room = offset.length * 2;
            return new Columns(
                    Arrays.copyOf(offset, room),
                    Arrays.copyOf(length, room),
                    Arrays.copyOf(stream, room),
                    Arrays.copyOf(first, room),
                    Arrays.copyOf(last, room),
                    Arrays.copyOf(ids, room));
        }
    }

    /** One frame as a reader needs it. */
    record Row(long offset, int length, long first, long last) {}

    void add(FrameHead head) {
        if (size == columns.offset.length) {
            columns = columns.grown();
        }
        int number = numbers.computeIfAbsent(head.stream(), fresh -> numbers.size());
        columns.ids[number] = head.stream();
        columns.offset[size] = head.offset();
        columns.length[size] = head.length();
        columns.stream[size] = number;
        columns.first[size] = head.first();
        columns.last[size] = head.last();
        size++;
    }

    int size() {
        return size;
    }

    /** The first {@code count} rows as they are now. */
    Rows rows(int count) {
        return new Rows(columns, count);
    }

    /** Some rows. */
    static final class Rows {
        private final Columns columns;
        private final int count;

        private Rows(Columns columns, int count) {
            this.columns = columns;
            this.count = count;
        }

        int count() {
            return count;
        }

        StreamId stream(int row) {
            return columns.ids[columns.stream[row]];
        }

        Row row(int row) {
            return new Row(columns.offset[row], columns.length[row], columns.first[row], columns.last[row]);
        }

        long first(int row) {
            return columns.first[row];
        }

        long last(int row) {
            return columns.last[row];
        }
    }
}
