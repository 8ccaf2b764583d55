package io.gantry.server;

import io.gantry.access.AccessTable;
import io.gantry.ec2.Ec2;
import io.gantry.ecs.Ecs;
import io.gantry.iam.Iam;
import io.gantry.logs.Logs;
import io.gantry.state.Projection;
import io.gantry.state.Schema;
import io.gantry.state.Table;
import io.gantry.sts.Sts;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all rooms have together. */
final class Rooms {
    private Rooms() {}

    /** What they keep in the store. */
    static Schema schema() {
        List<Table<?>> tables = new ArrayList<>();
        List<Projection<?>> projections = new ArrayList<>();
        for (Schema room : List.of(Ecs.schema(), Ec2.schema(), Iam.schema(), Logs.schema())) {
            tables.addAll(room.tables());
            projections.addAll(room.projections());
        }
        return new Schema(tables, projections);
    }

    /** What their operations need to be allowed. */
    static AccessTable access(Ec2 ec2) {
        return Ecs.access()
                .with(ec2.access())
                .with(Iam.access())
                .with(Sts.access())
                .with(Logs.access());
    }

    /** What they offer. */
    @SafeVarargs
    static Map<OperationType<?, ?>, Operation<?, ?>> together(Map<OperationType<?, ?>, Operation<?, ?>>... rooms) {
        Map<OperationType<?, ?>, Operation<?, ?>> all = new HashMap<>();
        for (Map<OperationType<?, ?>, Operation<?, ?>> room : rooms) {
            all.putAll(room);
        }
        return all;
    }
}
