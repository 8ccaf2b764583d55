package io.gantry.ec2.dhcpoptions;

import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import java.util.List;
import java.util.Map;

/** The table of DHCP option sets, and the one that VPCs have unless told otherwise. */
public final class DhcpOptionSets {
    /** Sets by id. */
    public static final Table<DhcpOptions> TABLE =
            Table.of("ec2/dhcp-options", DhcpOptions::id, JsonRecordCodec.of(DhcpOptions.class));

    /** All sets. */
    public static final Catalog<DhcpOptions> CATALOG = new Catalog<>(Kind.DHCP_OPTIONS, TABLE, DhcpOptions::withTags);

    private DhcpOptionSets() {}

    /** The id of the scope's default set, which is made when it is first asked for. */
    public static String defaultId(Tx tx, Scope scope) {
        String id = Kind.DHCP_OPTIONS.idFor(scope, "default");
        if (CATALOG.find(tx, scope, id).isEmpty()) {
            Map<String, List<String>> configurations = Map.of(
                    "domain-name", List.of(scope.privateDomain()), "domain-name-servers", List.of("AmazonProvidedDNS"));
            tx.put(TABLE, new DhcpOptions(scope, id, configurations, Map.of()));
        }
        return id;
    }
}
