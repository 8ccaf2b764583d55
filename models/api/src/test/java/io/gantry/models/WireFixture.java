package io.gantry.models;

import io.gantry.base.AwsError;
import io.gantry.models.autoscaling.AutoscalingApi;
import io.gantry.models.cloudwatch.CloudwatchApi;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.models.ecs.EcsApi;
import io.gantry.models.efs.EfsApi;
import io.gantry.models.eks.EksApi;
import io.gantry.models.elbv2.Elbv2Api;
import io.gantry.models.iam.IamApi;
import io.gantry.models.s3.S3Api;
import io.gantry.models.sts.StsApi;
import io.gantry.wire.Authorizer;
import io.gantry.wire.Gateway;
import io.gantry.wire.Operation;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceModel;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.SigV4Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** A gateway to services of every protocol. Operations answer nothing, unless they are not built or refuse. */
final class WireFixture {
    static final List<ServiceModel> EVERY_SERVICE = List.of(
            EcsApi.MODEL,
            AutoscalingApi.MODEL,
            CloudwatchApi.MODEL,
            Ec2Api.MODEL,
            EfsApi.MODEL,
            EksApi.MODEL,
            Elbv2Api.MODEL,
            IamApi.MODEL,
            S3Api.MODEL,
            StsApi.MODEL);

    static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    final FixedEnv env = new FixedEnv();
    private final Gateway gateway;

    WireFixture(
            List<ServiceModel> models, Set<OperationType<?, ?>> unbuilt, Map<OperationType<?, ?>, AwsError> refusals) {
        Map<OperationType<?, ?>, Operation<?, ?>> all = new HashMap<>();
        for (ServiceModel model : models) {
            for (OperationType<?, ?> type : model.operations()) {
                if (!unbuilt.contains(type)) {
                    all.put(type, (in, call) -> {
                        if (refusals.containsKey(type)) {
                            throw refusals.get(type);
                        }
                        return ((SdkBuilder<?, ?>) type.newOutput()).build();
                    });
                }
            }
        }
        gateway = new Gateway(
                OperationRegistry.of(models, all),
                new Gateway.Ports(
                        env,
                        key -> key.equals("AKIAROOT")
                                ? Optional.of(Credential.root("secret", "123456789012"))
                                : Optional.empty(),
                        Authorizer.ROOT_ONLY,
                        fault -> false));
    }

    static WireFixture of(Map<OperationType<?, ?>, AwsError> refusals) {
        return new WireFixture(EVERY_SERVICE, Set.of(), refusals);
    }

    Reply send(Request request) {
        return gateway.handle(request);
    }

    static Request get(String path, String query) {
        return new Request("GET", path, query, Headers.of("Host", "gantry"), new byte[0], URI.create("http://gantry"));
    }

    static Request post(String path, String contentType, String body) {
        return send("POST", path, contentType, body);
    }

    static Request send(String method, String path, String contentType, String body) {
        return new Request(
                method,
                path,
                "",
                Headers.of("Host", "gantry", "Content-Type", contentType),
                body.getBytes(StandardCharsets.UTF_8),
                URI.create("http://gantry"));
    }

    static Request form(String body) {
        return post("/", FORM, body);
    }

    static Request signed(Request request, String service) {
        return signed(request, new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", service));
    }

    static Request signed(Request request, SigV4Signer signer) {
        Headers.Builder all = request.headers().toBuilder();
        signer.sign(request, FixedEnv.NOW).forEach(all::add);
        return request.withHeaders(all.build());
    }

    static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
