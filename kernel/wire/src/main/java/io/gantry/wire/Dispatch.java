package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceModel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the service, the operation and the format of a request. The format is the request's choice, not the service's. */
final class Dispatch {
    private final Map<String, OperationType<?, ?>> byTarget = new HashMap<>();
    private final Map<String, OperationType<?, ?>> byRpcPath = new HashMap<>();
    private final Map<String, ServiceModel> byPrefix = new HashMap<>();

    Dispatch(List<ServiceModel> models) {
        for (ServiceModel model : models) {
            String prefix = model.identity().targetPrefix();
            if (prefix.isEmpty()) {
                continue;
            }
            byPrefix.put(prefix, model);
            for (OperationType<?, ?> type : model.operations()) {
                byTarget.put(prefix + "." + type.name(), type);
                byRpcPath.put("/service/" + prefix + "/operation/" + type.name(), type);
            }
        }
    }

    /**
     * A request's operation.
     *
     * @param protocol the format in which it came and will be answered
     * @param labels the values of the URI template
     */
    record Found(OperationType<?, ?> type, Protocol protocol, Map<String, String> labels) {}

    /** The format in which even a request that is not understood is answered. */
    static Protocol protocolOf(Request request) {
        Headers headers = request.headers();
        if (headers.firstOrEmpty("smithy-protocol").equals("rpc-v2-cbor")) {
            return Protocol.RPC_V2_CBOR;
        }
        return mediaType(headers).equals("application/x-amz-json-1.0") ? Protocol.AWS_JSON_1_0 : Protocol.AWS_JSON_1_1;
    }

    /** The service that a target names, even when it has no such operation. */
    Optional<ServiceModel> serviceOf(Request request) {
        String target = request.headers().firstOrEmpty("x-amz-target");
        return Optional.ofNullable(byPrefix.get(target.substring(0, Math.max(0, target.lastIndexOf('.')))));
    }

    /** Finds the operation of {@code request} or refuses it as AWS does. */
    Found find(Request request) {
        Headers headers = request.headers();
        String target = headers.firstOrEmpty("x-amz-target");
        if (!target.isEmpty()) {
            return byTarget(request, target);
        }
        if (headers.firstOrEmpty("smithy-protocol").equals("rpc-v2-cbor")) {
            return byRpcPath(request);
        }
        throw unknown("The request names no operation.");
    }

    private Found byTarget(Request request, String target) {
        OperationType<?, ?> type = byTarget.get(target);
        if (type == null) {
            throw unknown("The requested operation is not known.");
        }
        if (!request.method().equals("POST")) {
            throw AwsError.client("MethodNotAllowedException", "Operations are called with POST.")
                    .withStatus(405);
        }
        return switch (mediaType(request.headers())) {
            case "application/x-amz-json-1.1" -> new Found(type, Protocol.AWS_JSON_1_1, Map.of());
            case "application/x-amz-json-1.0" -> new Found(type, Protocol.AWS_JSON_1_0, Map.of());
            case String other ->
                throw AwsError.client(
                                "UnsupportedMediaTypeException",
                                "The content type must be application/x-amz-json-1.0 or application/x-amz-json-1.1.")
                        .withStatus(415);
        };
    }

    private Found byRpcPath(Request request) {
        OperationType<?, ?> type = byRpcPath.get(request.path());
        if (type == null) {
            throw unknown("The requested operation is not known.");
        }
        if (!mediaType(request.headers()).equals("application/cbor") && request.body().length > 0) {
            throw AwsError.client("UnsupportedMediaTypeException", "The content type must be application/cbor.")
                    .withStatus(415);
        }
        return new Found(type, Protocol.RPC_V2_CBOR, Map.of());
    }

    private static AwsError unknown(String message) {
        return AwsError.client("UnknownOperationException", message);
    }

    static String mediaType(Headers headers) {
        String type = headers.firstOrEmpty("content-type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
