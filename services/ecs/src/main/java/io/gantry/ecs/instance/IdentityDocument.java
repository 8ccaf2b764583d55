package io.gantry.ecs.instance;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.records.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an EC2 identity document says about a host; empty where it says nothing. Its signature is not asked for: whoever
 * registers a host has signed the call.
 */
record IdentityDocument(String instanceId, String availabilityZone, String imageId, String instanceType) {

    private static final int MEMBER_LENGTH = 128;

    /**
     * Reads a document; a host outside EC2 sends an empty one.
     *
     * @throws io.gantry.base.AwsError ClientException when a member is longer than any that EC2 writes
     */
    static IdentityDocument parse(String text) {
        try {
            JsonNode document = text.isBlank() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(text);
            return new IdentityDocument(
                    member(document, "instanceId"),
                    member(document, "availabilityZone"),
                    member(document, "imageId"),
                    member(document, "instanceType"));
        } catch (JacksonException notJson) {
            return new IdentityDocument("", "", "", "");
        }
    }

    private static String member(JsonNode document, String name) {
        String text = document.path(name).asString("");
        if (text.length() > MEMBER_LENGTH) {
            throw EcsErrors.client("The " + name + " of the instance identity document has more than " + MEMBER_LENGTH
                    + " characters.");
        }
        return text;
    }
}
