package io.gantry.ec2.gateway;

import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Kind;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;

/** The table of NAT gateways. */
public final class NatGateways {
    /** NAT gateways by id. */
    public static final Table<NatGateway> TABLE =
            Table.of("ec2/nat-gateway", NatGateway::id, JsonRecordCodec.of(NatGateway.class));

    /** All NAT gateways. */
    public static final Catalog<NatGateway> CATALOG = new Catalog<>(Kind.NAT_GATEWAY, TABLE, NatGateway::withTags);

    private NatGateways() {}
}
