package io.gantry.models.generator;

import io.gantry.wire.model.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service model as AWS publishes it for its older SDK ({@code com.amazonaws:aws-java-sdk-models}), or, where it publishes
 * none, as it stands in a file of the same form beside the list of services.
 */
final class PublishedModel {
    private final JsonNode root;

    private PublishedModel(JsonNode root) {
        this.root = root;
    }

    static Path ownFile(String name, Path inputs) {
        return inputs.resolve(name + ".json");
    }

    static PublishedModel read(String name, Path inputs, ClassLoader loader) {
        Path own = ownFile(name, inputs);
        if (Files.exists(own)) {
            return new PublishedModel(JsonMapper.shared().readTree(own));
        }
        String resource = "models/" + name + "-model.json";
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no jar on the class path holds " + resource);
            }
            return new PublishedModel(JsonMapper.shared().readTree(in));
        } catch (IOException unreadable) {
            throw new IllegalStateException(resource + " cannot be read", unreadable);
        }
    }

    Protocol protocol() {
        return protocol(metadata("protocol"));
    }

    /** All protocols of the service; the preferred one stands first. */
    Set<Protocol> protocols() {
        Set<Protocol> all = new LinkedHashSet<>();
        all.add(protocol());
        root.path("metadata").path("protocols").valueStream().forEach(name -> all.add(protocol(name.asString())));
        return all;
    }

    private Protocol protocol(String name) {
        return switch (name) {
            case "json" -> metadata("jsonVersion").equals("1.0") ? Protocol.AWS_JSON_1_0 : Protocol.AWS_JSON_1_1;
            case "query" -> Protocol.AWS_QUERY;
            case "ec2" -> Protocol.EC2_QUERY;
            case "rest-json" -> Protocol.REST_JSON_1;
            case "rest-xml" -> Protocol.REST_XML;
            case "smithy-rpc-v2-cbor" -> Protocol.RPC_V2_CBOR;
            default -> throw new IllegalStateException("no such protocol: " + name);
        };
    }

    String signingName() {
        String name = metadata("signingName");
        return name.isEmpty() ? metadata("endpointPrefix") : name;
    }

    /** A text of the model's head, empty where it has none. */
    String metadata(String member) {
        return root.path("metadata").path(member).asString("");
    }

    String xmlNamespace() {
        JsonNode space = root.path("metadata").path("xmlNamespace");
        if (!space.isMissingNode()) {
            return space.isString() ? space.asString() : space.path("uri").asString("");
        }
        return root.path("operations")
                .valueStream()
                .map(operation ->
                        operation.path("input").path("xmlNamespace").path("uri").asString(""))
                .filter(uri -> !uri.isEmpty())
                .findFirst()
                .orElse("");
    }

    /**
     * The URI template of an operation. It is the model's where the model has one, because the SDK's of S3 lack the bucket.
     */
    Optional<String> uriOf(String operation) {
        String uri = root.path("operations")
                .path(operation)
                .path("http")
                .path("requestUri")
                .asString("");
        return uri.isEmpty() ? Optional.empty() : Optional.of(uri);
    }

    /** The HTTP status of success. */
    int statusOf(String operation) {
        return root.path("operations")
                .path(operation)
                .path("http")
                .path("responseCode")
                .asInt(200);
    }

    Optional<JsonNode> inputOf(String operation) {
        return shape(root.path("operations")
                .path(operation)
                .path("input")
                .path("shape")
                .asString(""));
    }

    /** The shape of that name, ignoring case, since the SDK's class names differ in it. */
    Optional<JsonNode> shape(String name) {
        JsonNode exact = root.path("shapes").path(name);
        if (!exact.isMissingNode()) {
            return Optional.of(exact);
        }
        return root.path("shapes").properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(java.util.Map.Entry::getValue)
                .findFirst();
    }

    /**
     * The name of the exception shape that the SDK's class {@code simpleName} stands for: the same, or without the suffix
     * that the SDK appended, or one that differs in case and suffix.
     */
    Optional<String> exceptionShape(String simpleName) {
        String without = withoutSuffix(simpleName);
        List<String> shapes = exceptionShapes();
        return Stream.<Predicate<String>>of(
                        simpleName::equals,
                        without::equals,
                        shape -> withoutSuffix(shape).equalsIgnoreCase(without))
                .flatMap(test -> shapes.stream().filter(test))
                .findFirst();
    }

    /** Every exception shape of the model. */
    List<String> exceptionShapes() {
        return root.path("shapes").properties().stream()
                .filter(entry -> entry.getValue().path("exception").asBoolean(false))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** A structure's members that must be present. */
    static List<String> required(JsonNode structure) {
        return structure.path("required").valueStream().map(JsonNode::asString).toList();
    }

    /** A member of a structure, found by the SDK's name and then by the wire's, both ignoring case. */
    static Optional<String> memberName(JsonNode structure, String sdkName, String wireName) {
        return Stream.of(sdkName, wireName)
                .flatMap(wanted -> structure.path("members").propertyNames().stream()
                        .filter(member -> member.equalsIgnoreCase(wanted)))
                .findFirst();
    }

    private static String withoutSuffix(String name) {
        for (String suffix : List.of("Exception", "Fault", "Error")) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }
}
