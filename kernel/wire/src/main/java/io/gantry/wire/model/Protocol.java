package io.gantry.wire.model;

/**
 * AWS's wire formats.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/index.html">Smithy: AWS protocols</a>
 */
public enum Protocol {
    AWS_JSON_1_0("application/x-amz-json-1.0"),
    AWS_JSON_1_1("application/x-amz-json-1.1"),
    AWS_QUERY("text/xml"),
    EC2_QUERY("text/xml"),
    REST_JSON_1("application/json"),
    REST_XML("application/xml"),
    RPC_V2_CBOR("application/cbor");

    private final String contentType;

    Protocol(String contentType) {
        this.contentType = contentType;
    }

    /** The media type of an answer in this format. */
    public String contentType() {
        return contentType;
    }

    /** Whether names and values travel as form fields and the answer is XML. */
    public boolean isQuery() {
        return this == AWS_QUERY || this == EC2_QUERY;
    }

    /** Whether a call is found by its URI template rather than by a name. */
    public boolean isRest() {
        return this == REST_JSON_1 || this == REST_XML;
    }
}
