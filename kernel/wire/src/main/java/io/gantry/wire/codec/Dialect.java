package io.gantry.wire.codec;

/** The two formats that share Jackson's streaming interface, and differ in bytes and instants. */
enum Dialect {
    JSON,
    CBOR
}
