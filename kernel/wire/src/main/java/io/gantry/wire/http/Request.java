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
 * @param remote the address it came from, {@code 203.0.113.7}; empty when that is not known
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared.
public record Request(
        String method, String path, String query, Headers headers, byte[] body, URI endpoint, String remote) {

    /** A request that came from nowhere in particular. */
    public Request(String method, String path, String query, Headers headers, byte[] body, URI endpoint) {
        this(method, path, query, headers, body, endpoint, "");
    }

    /** The same request with another body. */
    public Request withBody(byte[] other) {
        return new Request(method, path, query, headers, other, endpoint, remote);
    }

    /** The same request with other header fields. */
    public Request withHeaders(Headers other) {
        return new Request(method, path, query, other, body, endpoint, remote);
    }

    /** The same request as one to another address of ours. */
    public Request withEndpoint(URI other) {
        return new Request(method, path, query, headers, body, other, remote);
    }

    @Override
    public String toString() {
        return method + " " + path + " (" + body.length + " bytes)";
    }
}
