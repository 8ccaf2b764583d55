package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.wire.codec.MalformedInput;
import io.gantry.wire.codec.Shown;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Parameters;
import io.gantry.wire.http.Request;
import io.gantry.wire.http.Utf8;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceModel;
import io.gantry.wire.sigv4.SigV4Verifier;
import io.gantry.wire.sigv4.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the service, the operation and the format of a request. The format is the request's choice, not the service's:
 *
 * <ol>
 *   <li>{@code X-Amz-Target} names an operation of awsJson by its prefix;
 *   <li>{@code Smithy-Protocol: rpc-v2-cbor} names one by its path;
 *   <li>a form, or a query, with {@code Action} names one of the service that {@code Version} and the signature's scope
 *       tell, since several services share either;
 *   <li>anything else is REST: the scope tells the service, method and path the operation.
 * </ol>
 */
final class Dispatch {
    private final Map<String, OperationType<?, ?>> byTarget = new HashMap<>();
    private final Map<String, OperationType<?, ?>> byRpcPath = new HashMap<>();
    private final Map<String, ServiceModel> byPrefix = new HashMap<>();
    private final Map<String, List<ServiceModel>> byVersion = new HashMap<>();
    private final Map<String, List<ServiceModel>> bySigningName = new HashMap<>();
    private final Map<String, Map<String, OperationType<?, ?>>> byAction = new HashMap<>();
    private final Map<String, RestRoutes> restRoutes = new HashMap<>();
    private final String served;

    Dispatch(List<ServiceModel> models) {
        models.forEach(this::add);
        served = models.stream().map(model -> model.identity().name()).collect(Collectors.joining(", "));
    }

    private void add(ServiceModel model) {
        String name = model.identity().signingName();
        bySigningName.computeIfAbsent(name, key -> new ArrayList<>()).add(model);
        String prefix = model.identity().targetPrefix();
        if (!prefix.isEmpty()) {
            byPrefix.put(prefix, model);
            for (OperationType<?, ?> type : model.operations()) {
                byTarget.put(prefix + "." + type.name(), type);
                byRpcPath.put("/service/" + prefix + "/operation/" + type.name(), type);
            }
        }
        if (model.identity().protocols().stream().anyMatch(Protocol::isQuery)) {
            byVersion
                    .computeIfAbsent(model.identity().apiVersion(), key -> new ArrayList<>())
                    .add(model);
            Map<String, OperationType<?, ?>> actions = new HashMap<>();
            model.operations().forEach(type -> actions.put(type.name(), type));
            byAction.put(model.identity().name(), actions);
        }
        if (model.identity().protocols().stream().anyMatch(Protocol::isRest)) {
            restRoutes.computeIfAbsent(name, key -> new RestRoutes()).add(model.operations());
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
    Protocol protocolOf(Request request) {
        Headers headers = request.headers();
        String target = headers.firstOrEmpty("x-amz-target");
        if (target.isEmpty() && headers.firstOrEmpty("smithy-protocol").equals("rpc-v2-cbor")) {
            return Protocol.RPC_V2_CBOR;
        }
        String mediaType = mediaType(headers);
        if (mediaType.equals("application/x-amz-json-1.0")) {
            return Protocol.AWS_JSON_1_0;
        }
        if (!target.isEmpty() || mediaType.equals("application/x-amz-json-1.1")) {
            return Protocol.AWS_JSON_1_1;
        }
        Optional<String> service = SigV4Verifier.claim(request).map(Verified.Claim::service);
        if (isQuery(request)) {
            return service.filter("ec2"::equals).isPresent() ? Protocol.EC2_QUERY : Protocol.AWS_QUERY;
        }
        if (service.isEmpty()) {
            return Protocol.AWS_JSON_1_1;
        }
        return models(service.get()).stream()
                .map(model -> model.identity().protocol())
                .findFirst()
                .orElse(likely(service.get()));
    }

    /** The formats of services that we do not have, as far as they are not what most of the later ones speak. */
    private static Protocol likely(String service) {
        return switch (service) {
            case "s3", "route53", "cloudfront" -> Protocol.REST_XML;
            case "ec2" -> Protocol.EC2_QUERY;
            case String other -> Protocol.REST_JSON_1;
        };
    }

    /** The service that a request means, even when it has no such operation. */
    Optional<ServiceModel> serviceOf(Request request) {
        String target = request.headers().firstOrEmpty("x-amz-target");
        if (!target.isEmpty()) {
            return Optional.ofNullable(byPrefix.get(target.substring(0, Math.max(0, target.lastIndexOf('.')))));
        }
        return SigV4Verifier.claim(request)
                .flatMap(claim -> models(claim.service()).stream().findFirst());
    }

    private List<ServiceModel> models(String signingName) {
        return bySigningName.getOrDefault(signingName, List.of());
    }

    /** Finds the operation of {@code request} or refuses it as AWS does. */
    Found find(Request request) {
        String target = request.headers().firstOrEmpty("x-amz-target");
        if (!target.isEmpty()) {
            return byTarget(request, target);
        }
        if (request.headers().firstOrEmpty("smithy-protocol").equals("rpc-v2-cbor")) {
            return byRpcPath(request);
        }
        return isQuery(request) ? byAction(request) : byRoute(request);
    }

    private Found byTarget(Request request, String target) {
        OperationType<?, ?> type = byTarget.get(target);
        if (type == null) {
            int dot = Math.max(0, target.lastIndexOf('.'));
            if (!byPrefix.containsKey(target.substring(0, dot))) {
                throw notServed(target);
            }
            throw unknown("The operation " + Shown.of(target.substring(dot + 1)) + " is not known.");
        }
        if (!request.method().equals("POST")) {
            throw AwsError.client("MethodNotAllowedException", "Operations are called with POST.")
                    .withStatus(405);
        }
        return switch (mediaType(request.headers())) {
            case "application/x-amz-json-1.1" -> new Found(type, Protocol.AWS_JSON_1_1, Map.of());
            case "application/x-amz-json-1.0" -> new Found(type, Protocol.AWS_JSON_1_0, Map.of());
            case String other -> throw unsupported("application/x-amz-json-1.0 or application/x-amz-json-1.1");
        };
    }

    private Found byRpcPath(Request request) {
        OperationType<?, ?> type = byRpcPath.get(request.path());
        if (type == null) {
            throw unknown("The path " + Shown.of(request.path()) + " names no operation.");
        }
        if (!request.method().equals("POST")) {
            throw AwsError.client("MethodNotAllowedException", "Operations are called with POST.")
                    .withStatus(405);
        }
        if (!mediaType(request.headers()).equals("application/cbor") && request.body().length > 0) {
            throw unsupported("application/cbor");
        }
        return new Found(type, Protocol.RPC_V2_CBOR, Map.of());
    }

    private static boolean isQuery(Request request) {
        return mediaType(request.headers()).equals("application/x-www-form-urlencoded")
                || request.query().startsWith("Action=")
                || request.query().contains("&Action=");
    }

    private Found byAction(Request request) {
        Parameters parameters = parameters(request);
        String action = parameters.first("Action").orElse("");
        if (action.isEmpty()) {
            throw AwsError.client("MissingAction", "The request must contain the parameter Action.");
        }
        String version = parameters.first("Version").orElse("");
        Optional<String> claimed = SigV4Verifier.claim(request).map(Verified.Claim::service);
        List<ServiceModel> speaking = byVersion.getOrDefault(version, List.of());
        Optional<ServiceModel> model = speaking.stream()
                .filter(each ->
                        claimed.filter(each.identity().signingName()::equals).isPresent())
                .findFirst()
                // Unsigned, or signed for another service, which the check of the signature will tell.
                .or(() -> speaking.size() == 1 ? Optional.of(speaking.getFirst()) : Optional.empty());
        if (model.isEmpty()) {
            throw noVersion(action, version, claimed);
        }
        OperationType<?, ?> type =
                byAction.getOrDefault(model.get().identity().name(), Map.of()).get(action);
        if (type == null && model.get().partial()) {
            throw AwsError.client(
                    CommonErrors.UNSUPPORTED,
                    "The operation " + Shown.of(action) + " is not supported by Gantry: it is not among those of "
                            + model.get() + " that Gantry has.");
        }
        if (type == null) {
            throw unknown("Could not find operation " + Shown.of(action) + " for version " + Shown.of(version));
        }
        boolean ec2 = model.get().identity().protocol() == Protocol.EC2_QUERY;
        return new Found(type, ec2 ? Protocol.EC2_QUERY : Protocol.AWS_QUERY, Map.of());
    }

    private AwsError noVersion(String action, String version, Optional<String> claimed) {
        List<String> spoken = claimed.map(this::models).orElse(List.of()).stream()
                .filter(model -> model.identity().protocols().stream().anyMatch(Protocol::isQuery))
                .map(model -> model.identity().apiVersion())
                .toList();
        if (spoken.isEmpty()) {
            return notServed(claimed.map(service -> service + ":").orElse("") + action);
        }
        return AwsError.client(
                "NoSuchVersion",
                "The requested version (" + Shown.of(version) + ") of service " + claimed.orElse("")
                        + " does not exist. It has " + String.join(", ", spoken) + ".");
    }

    private static Parameters parameters(Request request) {
        byte[] body = ContentEncoding.decoded(request);
        String text = Utf8.decode(body, body.length).orElseThrow(() -> new MalformedInput("The body is not in UTF-8"));
        return Parameters.parse(request.query() + "&" + text)
                .orElseThrow(
                        () -> new MalformedInput("The query string holds a broken percent escape or is not in UTF-8"));
    }

    private Found byRoute(Request request) {
        Optional<String> claimed = SigV4Verifier.claim(request).map(Verified.Claim::service);
        if (claimed.isEmpty()) {
            throw unknown(
                    "The request names no operation: it has neither X-Amz-Target nor Action, and no signature that"
                            + " names a service.");
        }
        String asked = request.method() + " " + Shown.of(request.path());
        RestRoutes routes = restRoutes.get(claimed.get());
        if (routes == null) {
            if (models(claimed.get()).isEmpty()) {
                throw notServed(claimed.get() + ": " + asked);
            }
            throw unknown(
                    "The request names no operation: " + claimed.get() + " is called with X-Amz-Target or Action.");
        }
        RestRoutes.Match match = routes.find(request)
                .orElseThrow(() -> unknown("No operation of " + claimed.get() + " is called by " + asked));
        return new Found(match.type(), match.type().service().identity().protocol(), match.labels());
    }

    private AwsError notServed(String asked) {
        return AwsError.client(
                CommonErrors.UNSUPPORTED,
                "Gantry does not support " + Shown.of(asked) + " yet. The services that it has: " + served + ".");
    }

    private static AwsError unknown(String message) {
        return AwsError.client(CommonErrors.UNKNOWN, message);
    }

    private static AwsError unsupported(String wanted) {
        return AwsError.client("UnsupportedMediaTypeException", "The content type must be " + wanted + ".")
                .withStatus(415);
    }

    static String mediaType(Headers headers) {
        String type = headers.firstOrEmpty("content-type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
