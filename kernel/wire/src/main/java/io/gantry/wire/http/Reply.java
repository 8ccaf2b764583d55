package io.gantry.wire.http;

/**
 * An answer.
 *
 * @param status the HTTP status
 * @param headers the header fields, without those that only concern the connection
 * @param body the whole body; not copied, so nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared.
public record Reply(int status, Headers headers, byte[] body) {
    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
