package io.gantry.ec2.vpc;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Optional;

/** The table of VPCs. */
public final class Vpcs {
    /** VPCs by id. */
    public static final Table<Vpc> TABLE = Table.of("ec2/vpc", Vpc::id, JsonRecordCodec.of(Vpc.class));

    /** All VPCs. */
    public static final Catalog<Vpc> CATALOG = new Catalog<>(Kind.VPC, TABLE, Vpc::withTags);

    private Vpcs() {}

    /** The default VPC, unless it was deleted. */
    public static Optional<Vpc> standard(View view, Scope scope) {
        return CATALOG.all(view, scope).stream().filter(Vpc::standard).findFirst();
    }

    /**
     * The VPC in which a call makes something.
     *
     * @throws AwsError Malformed or NotFound
     */
    public static Vpc entered(Tx tx, Scope scope, String vpcId) {
        Vpc vpc = CATALOG.required(tx, scope, vpcId);
        Fences.pass(tx, vpc.id());
        return vpc;
    }

    /**
     * The VPC in which a call makes something, the default one when it names none.
     *
     * @throws AwsError Malformed or NotFound, VPCIdNotSpecified when there is no default VPC
     */
    public static Vpc enteredOrStandard(Tx tx, Scope scope, Optional<String> vpcId) {
        String id = vpcId.filter(text -> !text.isEmpty())
                .or(() -> standard(tx, scope).map(Vpc::vpcId))
                .orElseThrow(() -> AwsError.client("VPCIdNotSpecified", "No default VPC for this user"));
        return entered(tx, scope, id);
    }
}
