package io.gantry.logs.port;

/** Which lines a reader wants. Lines are tested as the bytes of their UTF-8, from many threads at once. */
public interface LineTest {
    /** Every line. */
    LineTest ALL = (bytes, from, to) -> true;

    /** Whether the line in {@code bytes} between {@code from} and {@code to} passes. */
    boolean passes(byte[] bytes, int from, int to);

    /**
     * Whether any line within {@code bytes} could pass, told by a quick look; true when it is not known. What a store keeps
     * between the lines may be among the bytes.
     */
    default boolean mayPassWithin(byte[] bytes, int from, int to) {
        return true;
    }
}
