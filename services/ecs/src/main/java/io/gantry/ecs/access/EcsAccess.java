package io.gantry.ecs.access;

import io.gantry.access.Access;
import io.gantry.access.AccessTable;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.wire.model.OperationType;
import java.util.List;
import java.util.function.BiFunction;

/** The table of the room, filled noun by noun. */
public final class EcsAccess {
    private final AccessTable table = new AccessTable();
    private final List<TaggableResources> nouns;

    private EcsAccess(List<TaggableResources> nouns) {
        this.nouns = List.copyOf(nouns);
    }

    /**
     * What the room's operations need.
     *
     * @param nouns everything in the room that bears tags
     */
    public static AccessTable of(List<TaggableResources> nouns) {
        EcsAccess access = new EcsAccess(nouns);
        ClusterAccess.fill(access);
        TaskDefinitionAccess.fill(access);
        InstanceAccess.fill(access);
        TaskAccess.fill(access);
        ServiceAccess.fill(access);
        AccountAccess.fill(access);
        return access.table;
    }

    /** An operation that needs several things. */
    <I> EcsAccess all(OperationType<I, ?> type, BiFunction<Asked, I, List<Access>> needs) {
        table.with(
                type, (input, call, view) -> needs.apply(new Asked(type.name(), Scope.of(call), view, nouns), input));
        return this;
    }

    /** An operation that needs one thing. */
    <I> EcsAccess one(OperationType<I, ?> type, BiFunction<Asked, I, Access> need) {
        return all(type, (asked, in) -> List.of(need.apply(asked, in)));
    }

    /** An operation that AWS ties to no resource. */
    <I> EcsAccess anywhere(OperationType<I, ?> type) {
        return one(type, (asked, in) -> asked.anywhere());
    }
}
