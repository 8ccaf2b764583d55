package io.gantry.ecs.deployment;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Shows service revisions; those that are not there are failures with the reason MISSING. */
public final class DescribeServiceRevisions
        implements Operation<DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse> {
    private static final int MOST = 20;

    private final StateStore store;

    public DescribeServiceRevisions(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeServiceRevisionsResponse call(DescribeServiceRevisionsRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        if (in.serviceRevisionArns().isEmpty() || in.serviceRevisionArns().size() > MOST) {
            throw EcsErrors.invalidParameter("serviceRevisionArns must have between 1 and " + MOST + " items.");
        }
        View view = store.view();
        List<software.amazon.awssdk.services.ecs.model.ServiceRevision> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String arn : in.serviceRevisionArns()) {
            String id = scope.id(ServiceDeployments.resource(scope, arn, "service-revision"));
            view.get(ServiceRevisions.TABLE, id)
                    .ifPresentOrElse(
                            revision -> found.add(describe(revision)),
                            () -> failures.add(
                                    Failure.builder().arn(arn).reason("MISSING").build()));
        }
        return DescribeServiceRevisionsResponse.builder()
                .serviceRevisions(found)
                .failures(failures)
                .build();
    }

    private static software.amazon.awssdk.services.ecs.model.ServiceRevision describe(ServiceRevision revision) {
        Scope scope = revision.scope();
        return revision.shape().toBuilder()
                .serviceRevisionArn(revision.arn().toString())
                .serviceArn(scope.arn("service/" + revision.cluster() + "/" + revision.service())
                        .toString())
                .clusterArn(scope.arn("cluster/" + revision.cluster()).toString())
                .createdAt(revision.createdAt())
                .containerImages(revision.pins().stream()
                        .map(pin -> ContainerImage.builder()
                                .containerName(pin.container())
                                .image(pin.image())
                                .imageDigest(pin.digest())
                                .build())
                        .toList())
                .build();
    }
}
