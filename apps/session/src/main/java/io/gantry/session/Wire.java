package io.gantry.session;

/** The web socket of a data channel, as its owner lends it to an end. Nothing here blocks. */
public interface Wire {
    /** Sends a text frame; only the client's first frame is one. */
    void text(String frame);

    /** Sends a binary frame. */
    void binary(byte[] frame);

    /** Closes the web socket, with a status code of RFC 6455, after what was sent. */
    void close(int status, String reason);
}
