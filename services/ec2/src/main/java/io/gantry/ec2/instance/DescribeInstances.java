package io.gantry.ec2.instance;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.ec2.resource.Tags;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;

/** Describes the hosts that have joined, each in a reservation of its own. All of them run: one that is gone is forgotten. */
public final class DescribeInstances implements Operation<DescribeInstancesRequest, DescribeInstancesResponse> {
    private static final String RUNNING = "running";
    private static final int RUNNING_CODE = 16;

    private static Fields<Machine> fields() {
        return Fields.<Machine>tagged(Machine::tags)
                .with("architecture", Machine::architecture)
                .with("availability-zone", Machine::zone)
                .with("hypervisor", machine -> "")
                .with("image-id", Machine::imageId)
                .with("instance-id", Machine::instanceId)
                .with("instance-state-code", machine -> Integer.toString(RUNNING_CODE))
                .with("instance-state-name", machine -> RUNNING)
                .with("instance-type", Machine::type)
                .with("key-name", machine -> "")
                .with("owner-id", machine -> machine.scope().accountId())
                .with("private-dns-name", Machine::privateDnsName)
                .with("private-ip-address", Machine::privateIp)
                .with("reservation-id", Machine::reservationId)
                .with("subnet-id", machine -> "")
                .with("vpc-id", machine -> "");
    }

    private final Machines machines;

    public DescribeInstances(Machines machines) {
        this.machines = machines;
    }

    @Override
    public DescribeInstancesResponse call(DescribeInstancesRequest in, CallContext call) {
        List<Machine> named = machines.named(Scope.of(call), in.instanceIds());
        Page<Machine> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(fields().filtered(named, in.filters()), Machine::instanceId);
        return DescribeInstancesResponse.builder()
                .reservations(page.items().stream()
                        .map(DescribeInstances::reservation)
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Reservation reservation(Machine machine) {
        return Reservation.builder()
                .reservationId(machine.reservationId())
                .ownerId(machine.scope().accountId())
                .groups(List.of())
                .instances(shape(machine))
                .build();
    }

    private static Instance shape(Machine machine) {
        Instance.Builder shape = Instance.builder()
                .instanceId(machine.instanceId())
                .imageId(machine.imageId())
                .instanceType(machine.type())
                .architecture(machine.architecture())
                .launchTime(machine.launchTime())
                .amiLaunchIndex(0)
                .state(state -> state.code(RUNNING_CODE).name(RUNNING))
                .placement(place ->
                        place.availabilityZone(machine.zone()).groupName("").tenancy("default"))
                .monitoring(monitoring -> monitoring.state("disabled"))
                .platformDetails("Linux/UNIX")
                .virtualizationType("hvm")
                .privateDnsName(machine.privateDnsName())
                .publicDnsName("")
                .productCodes(List.of())
                .securityGroups(List.of())
                .networkInterfaces(List.of())
                .blockDeviceMappings(List.of())
                .tags(Tags.toShape(machine.tags()));
        if (!machine.privateIp().isEmpty()) {
            shape.privateIpAddress(machine.privateIp());
        }
        return shape.build();
    }
}
