package io.gantry.ec2;

import io.gantry.access.AccessTable;
import io.gantry.ec2.access.Ec2Access;
import io.gantry.ec2.defaultvpc.Accounts;
import io.gantry.ec2.defaultvpc.CreateDefaultVpc;
import io.gantry.ec2.defaultvpc.DefaultVpc;
import io.gantry.ec2.dhcpoptions.DhcpOptionSets;
import io.gantry.ec2.elasticip.ElasticIps;
import io.gantry.ec2.gateway.InternetGateways;
import io.gantry.ec2.gateway.NatGateways;
import io.gantry.ec2.instance.Machines;
import io.gantry.ec2.keypair.KeyPairs;
import io.gantry.ec2.networkacl.NetworkAcls;
import io.gantry.ec2.networkinterface.NetworkInterfaces;
import io.gantry.ec2.port.HostNetworks;
import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.routetable.RouteTables;
import io.gantry.ec2.securitygroup.RuleTags;
import io.gantry.ec2.securitygroup.SecurityGroups;
import io.gantry.ec2.subnet.CreateDefaultSubnet;
import io.gantry.ec2.subnet.CreateSubnet;
import io.gantry.ec2.subnet.DeleteSubnet;
import io.gantry.ec2.subnet.DescribeSubnets;
import io.gantry.ec2.subnet.ModifySubnetAttribute;
import io.gantry.ec2.subnet.NewSubnet;
import io.gantry.ec2.subnet.SubnetPart;
import io.gantry.ec2.subnet.Subnets;
import io.gantry.ec2.tag.CreateTags;
import io.gantry.ec2.tag.DeleteTags;
import io.gantry.ec2.tag.DescribeTags;
import io.gantry.ec2.vpc.CreateVpc;
import io.gantry.ec2.vpc.DeleteVpc;
import io.gantry.ec2.vpc.DescribeVpcAttribute;
import io.gantry.ec2.vpc.DescribeVpcs;
import io.gantry.ec2.vpc.ModifyVpcAttribute;
import io.gantry.ec2.vpc.NewVpc;
import io.gantry.ec2.vpc.VpcPart;
import io.gantry.ec2.vpc.Vpcs;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.util.List;
import java.util.Map;

/** The door of the EC2 room: what it offers, as data. */
public final class Ec2 {
    private static final List<VpcPart> VPC_PARTS =
            List.of(new SecurityGroups(), new RouteTables(), new NetworkAcls(), new Subnets(), new InternetGateways());
    private static final List<SubnetPart> SUBNET_PARTS = List.of(new RouteTables(), new NetworkAcls());

    /** Everything that bears tags. */
    private static final Catalogs CATALOGS = new Catalogs(List.of(
            Vpcs.CATALOG,
            Subnets.CATALOG,
            SecurityGroups.CATALOG,
            new RuleTags(),
            NetworkInterfaces.CATALOG,
            InternetGateways.CATALOG,
            NatGateways.CATALOG,
            ElasticIps.CATALOG,
            KeyPairs.CATALOG,
            RouteTables.CATALOG,
            NetworkAcls.CATALOG,
            DhcpOptionSets.CATALOG));

    private final Context context;
    private final DefaultVpc defaultVpc;
    private final Map<OperationType<?, ?>, Operation<?, ?>> operations;

    private Ec2(Context context, DefaultVpc defaultVpc, Map<OperationType<?, ?>, Operation<?, ?>> operations) {
        this.context = context;
        this.defaultVpc = defaultVpc;
        this.operations = operations;
    }

    /**
     * What the room needs of the world.
     *
     * @param store the state
     * @param host the networks that no VPC may hide
     * @param neighbours the operations of the other rooms, of which ECS knows the hosts
     */
    public record Context(StateStore store, HostNetworks host, AwsCaller neighbours) {}

    /** Opens the room. It has no reconcilers: what its operations write is what is wanted. */
    public static Ec2 open(Context context) {
        StateStore store = context.store();
        NewSubnet newSubnet = new NewSubnet(SUBNET_PARTS);
        DefaultVpc defaultVpc = new DefaultVpc(new NewVpc(VPC_PARTS), newSubnet, context.host());
        Offers offers = new Offers();
        offers.with(Ec2Api.CREATE_DEFAULT_VPC, new CreateDefaultVpc(store, defaultVpc))
                .with(Ec2Api.CREATE_VPC, new CreateVpc(store, defaultVpc.vpcs(), context.host()));
        vpcs(offers, store);
        subnets(offers, store, newSubnet);
        tags(offers, store);
        Groups.securityGroups(offers, store);
        Interfaces.networkInterfaces(offers, store);
        Routing.routeTables(offers, store);
        Routing.gateways(offers, store);
        Routing.elasticIps(offers, store);
        Routing.settings(offers, store);
        Surroundings.places(offers, store);
        Surroundings.machines(offers, new Machines(context.neighbours()));
        Surroundings.keyPairs(offers, store);
        Surroundings.absentMachines(offers);
        Surroundings.absentNetworks(offers);
        return new Ec2(context, defaultVpc, offers.all());
    }

    /** The room's operations by their constants in {@link Ec2Api}. */
    public Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        return operations;
    }

    /** What the room's operations need to be allowed. */
    public AccessTable access() {
        return Ec2Access.of(CATALOGS, operations.keySet());
    }

    /** The room's tables. */
    public static List<Table<?>> tables() {
        return List.of(
                Vpcs.TABLE,
                Subnets.TABLE,
                SecurityGroups.TABLE,
                NetworkInterfaces.TABLE,
                InternetGateways.TABLE,
                NatGateways.TABLE,
                ElasticIps.TABLE,
                KeyPairs.TABLE,
                RouteTables.TABLE,
                NetworkAcls.TABLE,
                DhcpOptionSets.TABLE,
                Accounts.TABLE,
                Fences.TABLE);
    }

    /** The tables that say what tasks' networks let through; whoever enforces that watches them. */
    public static List<Table<?>> networks() {
        return List.of(
                Vpcs.TABLE,
                SecurityGroups.TABLE,
                NetworkInterfaces.TABLE,
                RouteTables.TABLE,
                InternetGateways.TABLE,
                NatGateways.TABLE);
    }

    /** What the room keeps in its store. */
    public static Schema schema() {
        return new Schema(tables(), List.of());
    }

    /**
     * Makes the default VPC of an account in a region if it never had one.
     *
     * @param accountId twelve digits
     * @param region for example {@code us-east-1}
     */
    public void makeDefaultVpc(String accountId, String region) {
        defaultVpc.makeOnce(context.store(), new Scope(accountId, region));
    }

    private static void vpcs(Offers offers, StateStore store) {
        offers.with(Ec2Api.DESCRIBE_VPCS, new DescribeVpcs(store))
                .with(Ec2Api.DELETE_VPC, new DeleteVpc(store, VPC_PARTS))
                .with(Ec2Api.DESCRIBE_VPC_ATTRIBUTE, new DescribeVpcAttribute(store))
                .with(Ec2Api.MODIFY_VPC_ATTRIBUTE, new ModifyVpcAttribute(store));
    }

    private static void subnets(Offers offers, StateStore store, NewSubnet newSubnet) {
        offers.with(Ec2Api.CREATE_SUBNET, new CreateSubnet(store, newSubnet))
                .with(Ec2Api.CREATE_DEFAULT_SUBNET, new CreateDefaultSubnet(store, newSubnet))
                .with(Ec2Api.DESCRIBE_SUBNETS, new DescribeSubnets(store))
                .with(Ec2Api.DELETE_SUBNET, new DeleteSubnet(store, SUBNET_PARTS))
                .with(Ec2Api.MODIFY_SUBNET_ATTRIBUTE, new ModifySubnetAttribute(store));
    }

    private static void tags(Offers offers, StateStore store) {
        offers.with(Ec2Api.CREATE_TAGS, new CreateTags(store, CATALOGS))
                .with(Ec2Api.DELETE_TAGS, new DeleteTags(store, CATALOGS))
                .with(Ec2Api.DESCRIBE_TAGS, new DescribeTags(store, CATALOGS));
    }
}
