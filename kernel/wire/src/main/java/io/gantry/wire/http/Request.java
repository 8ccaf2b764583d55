package io.gantry.wire.http;

import java.net.URI;

/**
 * A request as it came over the wire.
 *
 * @param method in capitals
 * @param path the raw path, still percent-encoded, starting with a slash
 * @param query the raw query without its question mark; empty when there is none
 * @param headers the header fields
 * @param body the whole body, as sent; not copied, so nobody may change it
 * @param endpoint the address by which the caller reached us, without a path
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared.
public record Request(String method, String path, String query, Headers headers, byte[] body, URI endpoint) {

    /** The same request with another body. */
    public Request withBody(byte[] other) {
        return new Request(method, path, query, headers, other, endpoint);
    }

    /** The same request with other header fields. */
    public Request withHeaders(Headers other) {
        return new Request(method, path, query, other, body, endpoint);
    }

    @Override
    public String toString() {
        return method + " " + path + " (" + body.length + " bytes)";
    }
}
