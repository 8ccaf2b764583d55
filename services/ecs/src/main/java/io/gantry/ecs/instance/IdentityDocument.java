package io.gantry.ecs.instance;

import io.gantry.records.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an EC2 identity document says about a host; empty where it says nothing. Its signature is not asked for: whoever
 * registers a host has signed the call.
 */
record IdentityDocument(String instanceId, String availabilityZone, String imageId, String instanceType) {

    /** Reads a document; a host outside EC2 sends an empty one. */
    static IdentityDocument parse(String text) {
        try {
            JsonNode document = text.isBlank() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(text);
            return new IdentityDocument(
                    document.path("instanceId").asString(""),
                    document.path("availabilityZone").asString(""),
                    document.path("imageId").asString(""),
                    document.path("instanceType").asString(""));
        } catch (JacksonException notJson) {
            return new IdentityDocument("", "", "", "");
        }
    }
}
