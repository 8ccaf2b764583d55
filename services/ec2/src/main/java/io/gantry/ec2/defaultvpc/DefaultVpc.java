package io.gantry.ec2.defaultvpc;

import io.gantry.ec2.gateway.InternetGateways;
import io.gantry.ec2.port.HostNetworks;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.routetable.RouteTables;
import io.gantry.ec2.subnet.NewSubnet;
import io.gantry.ec2.vpc.NewVpc;
import io.gantry.ec2.vpc.Vpc;
import io.gantry.ec2.zone.AvailabilityZone;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import java.util.List;

/**
 * Makes default VPCs.
 *
 * @param host whose networks they leave alone
 */
public record DefaultVpc(NewVpc vpcs, NewSubnet subnets, HostNetworks host) {
    Vpc make(Tx tx, Scope scope, List<String> ofTheHost) {
        Vpc vpc = vpcs.standard(tx, scope, ofTheHost);
        RouteTables.openMain(tx, vpc, InternetGateways.attach(tx, vpc));
        AvailabilityZone.of(scope.region()).forEach(zone -> subnets.standard(tx, vpc, zone));
        return vpc;
    }

    /** Makes the scope's default VPC if it never had one; one that was deleted stays deleted. */
    public void makeOnce(StateStore store, Scope scope) {
        if (store.view().get(Accounts.TABLE, scope.id("")).isPresent()) {
            return;
        }
        List<String> ofTheHost = host.ranges();
        store.transact(tx -> {
            if (tx.get(Accounts.TABLE, scope.id("")).isEmpty()) {
                tx.put(Accounts.TABLE, new Account(scope));
                make(tx, scope, ofTheHost);
            }
            return scope;
        });
    }
}
