package io.gantry.ec2;

import io.gantry.base.AwsError;
import io.gantry.ec2.port.HostNetworks;
import io.gantry.ec2.resource.Scope;
import io.gantry.kit.SimulatedEnv;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.state.StateStore;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** An open room on an empty store and a virtual clock, as tests call it. */
public final class Ec2Room {
    public static final String ACCOUNT = "123456789012";
    public static final String REGION = "eu-central-1";
    public static final Principal ROOT = new Principal("arn:aws:iam::" + ACCOUNT + ":root", "AKIAROOT", true);
    public static final Principal ECS = new Principal("ecs.amazonaws.com", "", false);

    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final FakeEcs ecs = new FakeEcs();
    private final StateStore store;
    private final Ec2 ec2;

    /** A room on a host that reaches no network of its own. */
    public Ec2Room() {
        this(HostNetworks.NONE);
    }

    /** A room on a host that reaches {@code networks}. */
    public Ec2Room(HostNetworks networks) {
        store = EmbeddedStateStore.inMemory(env, Ec2.schema());
        ec2 = Ec2.open(new Ec2.Context(store, networks, ecs));
    }

    /** A room that has a default VPC. */
    public static Ec2Room furnished() {
        Ec2Room room = new Ec2Room();
        room.ec2.makeDefaultVpc(ACCOUNT, REGION);
        return room;
    }

    /** The account and region of all calls. */
    public static Scope scope() {
        return new Scope(ACCOUNT, REGION);
    }

    /** The hosts that ECS knows. */
    public FakeEcs ecs() {
        return ecs;
    }

    public SimulatedEnv env() {
        return env;
    }

    public StateStore store() {
        return store;
    }

    public Ec2 ec2() {
        return ec2;
    }

    /** Calls an operation as the account's root. */
    public <I, O> O call(OperationType<I, O> type, I in) {
        return call(type, in, ROOT);
    }

    /** Calls an operation as {@code principal}. */
    @SuppressWarnings("unchecked") // Offers has tied each type to its operation.
    public <I, O> O call(OperationType<I, O> type, I in, Principal principal) {
        Operation<I, O> operation =
                (Operation<I, O>) Objects.requireNonNull(ec2.operations().get(type));
        return operation.call(
                in,
                new CallContext(ACCOUNT, REGION, principal, "request", URI.create("http://127.0.0.1:4566"), Map.of()));
    }

    /** Makes a VPC. */
    public Vpc vpc(String range) {
        return call(
                        Ec2Api.CREATE_VPC,
                        CreateVpcRequest.builder().cidrBlock(range).build())
                .vpc();
    }

    /** Makes a subnet. */
    public Subnet subnet(String vpcId, String range) {
        return call(
                        Ec2Api.CREATE_SUBNET,
                        CreateSubnetRequest.builder()
                                .vpcId(vpcId)
                                .cidrBlock(range)
                                .build())
                .subnet();
    }

    /** Makes a security group. */
    public String group(String vpcId, String name) {
        return call(
                        Ec2Api.CREATE_SECURITY_GROUP,
                        CreateSecurityGroupRequest.builder()
                                .vpcId(vpcId)
                                .groupName(name)
                                .description(name)
                                .build())
                .groupId();
    }

    /** Makes an interface. */
    public NetworkInterface eni(String subnetId) {
        return call(
                        Ec2Api.CREATE_NETWORK_INTERFACE,
                        CreateNetworkInterfaceRequest.builder()
                                .subnetId(subnetId)
                                .build())
                .networkInterface();
    }

    /** The default VPC. */
    public Vpc defaultVpc() {
        return call(Ec2Api.DESCRIBE_VPCS, DescribeVpcsRequest.builder().build()).vpcs().stream()
                .filter(Vpc::isDefault)
                .findFirst()
                .orElseThrow();
    }

    /** The subnet as it is now. */
    public Subnet describe(Subnet subnet) {
        return call(
                        Ec2Api.DESCRIBE_SUBNETS,
                        DescribeSubnetsRequest.builder()
                                .subnetIds(List.of(subnet.subnetId()))
                                .build())
                .subnets()
                .getFirst();
    }

    /** That {@code call} is refused with this code and a message that holds {@code text}. */
    public static void refused(String code, String text, ThrowingCallable call) {
        Assertions.assertThatThrownBy(call).isInstanceOfSatisfying(AwsError.class, error -> {
            Assertions.assertThat(error.code()).as(error.message()).isEqualTo(code);
            Assertions.assertThat(error.message()).contains(text);
        });
    }
}
