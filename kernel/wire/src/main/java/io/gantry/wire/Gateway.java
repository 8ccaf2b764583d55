package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.base.Env;
import io.gantry.base.Limits;
import io.gantry.wire.codec.MalformedInput;
import io.gantry.wire.codec.ProtocolCodec;
import io.gantry.wire.codec.WireError;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import io.gantry.wire.model.ServiceModel;
import io.gantry.wire.sigv4.CredentialStore;
import io.gantry.wire.sigv4.SigV4Verifier;
import io.gantry.wire.sigv4.SignatureRefused;
import io.gantry.wire.sigv4.Verified;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * From a request to its answer: recognise, verify the signature, decode, check the model's constraints, authorize, call,
 * encode. It never throws: whatever comes, there is an answer, and what is our fault is reported and told without details.
 */
public final class Gateway {
    /** What refusals say of a request whose service could not be told. */
    private static final ServiceIdentity NOBODY =
            new ServiceIdentity("", Protocol.AWS_JSON_1_1, Set.of(), "", "", "", "", "ValidationException");

    private final Ports ports;
    private final OperationRegistry registry;
    private final Dispatch dispatch;
    private final SigV4Verifier verifier;
    private final InProcessCaller caller;
    private final Map<Protocol, ProtocolCodec> codecs = new EnumMap<>(Protocol.class);

    /**
     * What the gateway needs besides the operations.
     *
     * @param env the clock, request ids, and where faults are reported
     * @param credentials the access keys
     * @param authorizer decides permissions
     * @param unavailable tells exceptions that mean "not now" (the store cannot write) from faults
     */
    public record Ports(
            Env env, CredentialStore credentials, Authorizer authorizer, Predicate<Throwable> unavailable) {}

    /** A gateway to {@code registry}. */
    public Gateway(OperationRegistry registry, Ports ports) {
        this.ports = ports;
        this.registry = registry;
        this.dispatch = new Dispatch(registry.models());
        this.verifier = new SigV4Verifier(ports.credentials());
        this.caller = new InProcessCaller(registry, ports.authorizer());
        for (Protocol protocol : Protocol.values()) {
            codecs.put(protocol, ProtocolCodec.of(protocol));
        }
    }

    /** Answers {@code request}. */
    public Reply handle(Request request) {
        String requestId = requestId();
        Protocol protocol = Protocol.AWS_JSON_1_1;
        Optional<ServiceModel> service = Optional.empty();
        try {
            protocol = dispatch.protocolOf(request);
            service = dispatch.serviceOf(request);
            if (request.headers().firstOrEmpty("x-amz-target").isEmpty()) {
                // Which operation is asked for may stand in the body.
                refuseLongerThan(Limits.REQUEST_BYTES, request);
            }
            Dispatch.Found found = dispatch.find(request);
            refuseLongerThan(registry.requestBytes(found.type()), request);
            protocol = found.protocol();
            service = Optional.of(found.type().service());
            return answer(request, found, requestId);
        } catch (AwsError refused) {
            return encode(protocol, service, CommonErrors.of(refused, protocol, service), requestId);
        } catch (SignatureRefused refused) {
            return encode(protocol, service, SignatureErrors.of(refused, protocol), requestId);
        } catch (MalformedInput malformed) {
            AwsError error = AwsError.client(CommonErrors.MALFORMED, malformed.message());
            return encode(protocol, service, CommonErrors.of(error, protocol, service), requestId);
        } catch (RuntimeException | StackOverflowError fault) {
            return encode(protocol, service, fault(fault, protocol, service), requestId);
        }
    }

    private Reply encode(Protocol protocol, Optional<ServiceModel> service, WireError error, String requestId) {
        return codec(protocol).encode(service.map(ServiceModel::identity).orElse(NOBODY), error, requestId);
    }

    /**
     * The same verification for what is no operation: a websocket upgrade.
     *
     * @return the caller, from the signature
     * @throws AwsError with the code and message for the caller when it proves nobody
     */
    public CallContext verify(Request request) {
        try {
            return context(request, verifier.verify(request, ports.env().now()), requestId());
        } catch (SignatureRefused refused) {
            WireError error = SignatureErrors.of(refused, Protocol.AWS_JSON_1_1);
            throw AwsError.client(error.name(), error.message()).withStatus(403);
        }
    }

    /** An {@code error} as awsJson sends it, for what is no operation. */
    public Reply refusal(AwsError error) {
        WireError sent = WireError.of(error.code(), error.status(), error.message());
        return codec(Protocol.AWS_JSON_1_1).encode(NOBODY, sent, requestId());
    }

    private Reply answer(Request request, Dispatch.Found found, String requestId) {
        OperationType<?, ?> type = found.type();
        if (SigV4Verifier.claim(request).isEmpty()) {
            // Some operations, as AssumeRoleWithWebIdentity, are called without a signature: what is missing then is
            // they.
            caller.requireBuilt(type);
        }
        Verified verified = verifier.verify(request, ports.env().now());
        String signingName = type.service().identity().signingName();
        if (!verified.service().equals(signingName)) {
            WireError wrong = WireError.of(
                    SignatureErrors.wrongService(found.protocol()),
                    found.protocol().isQuery() ? 403 : 400,
                    "Credential should be scoped to correct service: '" + signingName + "'.");
            return codec(found.protocol()).encode(type.service().identity(), wrong, requestId);
        }
        CallContext call = context(request, verified, requestId);
        Request whole = request.withBody(SigV4Verifier.payload(request, verified));
        Request plain = whole.withBody(ContentEncoding.decoded(whole));
        ProtocolCodec codec = codec(found.protocol());
        Object input = codec.decode(type, plain, found.labels());
        CallContext whoAndWhat = call.withTextsBeside(codec.textsBeside(type, plain));
        return codec.encode(type, caller.checkedCall(type, input, whoAndWhat), requestId);
    }

    private static CallContext context(Request request, Verified verified, String requestId) {
        Principal principal = new Principal(
                verified.credential().principalArn(),
                verified.accessKeyId(),
                verified.credential().root(),
                verified.credential().identity());
        return new CallContext(
                        verified.credential().accountId(), verified.region(), principal, requestId, request.endpoint())
                .from(new CallContext.Origin(request.remote(), request.headers().firstOrEmpty("user-agent")));
    }

    private WireError fault(Throwable fault, Protocol protocol, Optional<ServiceModel> service) {
        if (ports.unavailable().test(fault)) {
            return CommonErrors.of(
                    AwsError.server(
                            serverCode(service), "The service cannot store changes at present. Try again later."),
                    protocol,
                    service);
        }
        ports.env().faults().report("gateway", fault);
        return CommonErrors.of(AwsError.server(serverCode(service), "An internal error occurred."), protocol, service);
    }

    /** Some models have a shape of their own for it; the others' services answer AWS's common error. */
    private static String serverCode(Optional<ServiceModel> service) {
        return service.flatMap(model -> model.error("ServerException")).isPresent()
                ? "ServerException"
                : CommonErrors.INTERNAL;
    }

    private static void refuseLongerThan(int most, Request request) {
        if (request.body().length > most) {
            throw AwsError.client("RequestEntityTooLargeException", "The request body exceeds " + most + " bytes.")
                    .withStatus(413);
        }
    }

    private ProtocolCodec codec(Protocol protocol) {
        return Objects.requireNonNull(codecs.get(protocol));
    }

    /** In the shape of AWS's: a UUID's dashes in 32 hexadecimal characters. */
    private String requestId() {
        String id = ports.env().newId();
        return id.substring(0, 8) + "-" + id.substring(8, 12) + "-" + id.substring(12, 16) + "-" + id.substring(16, 20)
                + "-" + id.substring(20);
    }
}
