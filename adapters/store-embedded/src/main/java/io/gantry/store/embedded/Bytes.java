package io.gantry.store.embedded;

import java.util.Arrays;

/** Bytes that are written one after the other, by one thread. */
final class Bytes {
    private byte[] bytes;
    private int size;

    Bytes(int expected) {
        this.bytes = new byte[Math.max(16, expected)];
    }

    /** One byte: the low eight bits. */
    void put(int value) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size] = (byte) value;
        size++;
    }

    /** A part of an array. */
    void put(byte[] from, int begin, int length) {
        if (length > bytes.length - size) {
            grow(length);
        }
        System.arraycopy(from, begin, bytes, size, length);
        size += length;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }
}
