package io.gantry.ecs.access;

import io.gantry.models.ecs.EcsApi;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Attribute;

/** Container instances, their attributes, and what their agents report. */
final class InstanceAccess {
    private static final String TYPE = "container-instance";

    private InstanceAccess() {}

    static void fill(EcsAccess access) {
        access.all(
                        EcsApi.REGISTER_CONTAINER_INSTANCE,
                        (asked, in) -> asked.creating(
                                asked.on(asked.cluster(in.cluster())),
                                asked.member(TYPE, in.cluster(), null),
                                in.tags()))
                .one(EcsApi.DEREGISTER_CONTAINER_INSTANCE, (asked, in) -> asked.on(asked.cluster(in.cluster())))
                .all(
                        EcsApi.DESCRIBE_CONTAINER_INSTANCES,
                        (asked, in) -> asked.withinEach(TYPE, in.cluster(), in.containerInstances()))
                .one(EcsApi.LIST_CONTAINER_INSTANCES, (asked, in) -> asked.on(asked.cluster(in.cluster())))
                .all(
                        EcsApi.UPDATE_CONTAINER_INSTANCES_STATE,
                        (asked, in) -> asked.withinEach(TYPE, in.cluster(), in.containerInstances()))
                .all(
                        EcsApi.UPDATE_CONTAINER_AGENT,
                        (asked, in) -> asked.withinEach(
                                TYPE,
                                in.cluster(),
                                Optional.ofNullable(in.containerInstance()).stream()
                                        .toList()))
                .all(
                        EcsApi.PUT_ATTRIBUTES,
                        (asked, in) -> asked.withinEach(TYPE, in.cluster(), targets(in.attributes())))
                .all(
                        EcsApi.DELETE_ATTRIBUTES,
                        (asked, in) -> asked.withinEach(TYPE, in.cluster(), targets(in.attributes())))
                .one(EcsApi.LIST_ATTRIBUTES, (asked, in) -> asked.on(asked.cluster(in.cluster())))
                .anywhere(EcsApi.DISCOVER_POLL_ENDPOINT)
                .anywhere(EcsApi.SUBMIT_TASK_STATE_CHANGE)
                .anywhere(EcsApi.SUBMIT_CONTAINER_STATE_CHANGE)
                .one(EcsApi.SUBMIT_ATTACHMENT_STATE_CHANGES, (asked, in) -> asked.on(asked.cluster(in.cluster())));
    }

    private static List<String> targets(List<Attribute> attributes) {
        return attributes.stream()
                .flatMap(Stream::ofNullable)
                .flatMap(attribute -> Stream.ofNullable(attribute.targetId()))
                .distinct()
                .toList();
    }
}
