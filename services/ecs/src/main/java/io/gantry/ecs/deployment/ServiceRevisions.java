package io.gantry.ecs.deployment;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;

/** The table of service revisions. */
public final class ServiceRevisions {
    /** Service revisions by {@link ServiceRevision#id()}; those of a service lie together. */
    public static final Table<ServiceRevision> TABLE =
            Table.of("ecs/service-revision", ServiceRevision::id, JsonRecordCodec.of(ServiceRevision.class));

    private ServiceRevisions() {}
}
