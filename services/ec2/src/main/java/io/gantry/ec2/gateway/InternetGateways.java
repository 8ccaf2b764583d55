package io.gantry.ec2.gateway;

import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.vpc.VpcPart;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of internet gateways, and gateways as what keeps a VPC. */
public final class InternetGateways implements VpcPart {
    private static final Index<InternetGateway> BY_VPC = new Index<>(
            "vpc", gateway -> gateway.vpcId().stream().map(gateway.scope()::id).toList());

    /** Gateways by id. */
    public static final Table<InternetGateway> TABLE = new Table<>(
            "ec2/internet-gateway", InternetGateway::id, JsonRecordCodec.of(InternetGateway.class), List.of(BY_VPC));

    /** All gateways. */
    public static final Catalog<InternetGateway> CATALOG =
            new Catalog<>(Kind.INTERNET_GATEWAY, TABLE, InternetGateway::withTags);

    /** The gateway of a VPC. */
    static Optional<InternetGateway> of(View view, Vpc vpc) {
        return view.list(TABLE, BY_VPC, vpc.id()).stream().findFirst();
    }

    /** Makes the gateway of the default VPC. */
    public static InternetGateway attach(Tx tx, Vpc vpc) {
        InternetGateway gateway =
                new InternetGateway(vpc.scope(), Kind.INTERNET_GATEWAY.newId(tx), Optional.of(vpc.vpcId()), Map.of());
        tx.put(TABLE, gateway);
        return gateway;
    }

    @Override
    public void furnish(Tx tx, Vpc vpc) {}

    @Override
    public boolean holds(View view, Vpc vpc) {
        return of(view, vpc).isPresent();
    }

    @Override
    public void clear(Tx tx, Vpc vpc) {}
}
