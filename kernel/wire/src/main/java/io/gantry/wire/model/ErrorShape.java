package io.gantry.wire.model;

/**
 * How one of a service's modelled exceptions travels.
 *
 * @param name the shape's name, sent as {@code __type} on JSON and CBOR wires
 * @param code the code on query and XML wires; often the name without {@code Exception}
 * @param status the HTTP status
 * @param messageName how the member that holds the text for people is spelt on JSON wires: {@code message} or {@code Message}
 */
public record ErrorShape(String name, String code, int status, String messageName) {}
