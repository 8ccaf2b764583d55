package io.gantry.wire.model;

/**
 * How one of a service's modelled exceptions travels.
 *
 * @param name the shape's name, sent as {@code __type} on JSON and CBOR wires
 * @param code the code on query and XML wires; often the name without {@code Exception}
 * @param status the HTTP status
 */
public record ErrorShape(String name, String code, int status) {}
