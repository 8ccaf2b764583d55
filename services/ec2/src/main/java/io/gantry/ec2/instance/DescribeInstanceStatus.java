package io.gantry.ec2.instance;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusDetails;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;

/** Describes whether the hosts that have joined are well: a host is impaired when its agent is not connected. */
public final class DescribeInstanceStatus
        implements Operation<DescribeInstanceStatusRequest, DescribeInstanceStatusResponse> {
    private static final String RUNNING = "running";
    private static final int RUNNING_CODE = 16;

    private static Fields<Machine> fields() {
        return Fields.<Machine>tagged(machine -> Map.of())
                .with("availability-zone", Machine::zone)
                .with("instance-state-code", machine -> Integer.toString(RUNNING_CODE))
                .with("instance-state-name", machine -> RUNNING)
                .with("instance-status.reachability", DescribeInstanceStatus::reachability)
                .with("instance-status.status", DescribeInstanceStatus::status)
                .with("system-status.reachability", DescribeInstanceStatus::reachability)
                .with("system-status.status", DescribeInstanceStatus::status);
    }

    private final Machines machines;

    public DescribeInstanceStatus(Machines machines) {
        this.machines = machines;
    }

    private static String reachability(Machine machine) {
        return machine.connected() ? "passed" : "failed";
    }

    private static String status(Machine machine) {
        return machine.connected() ? "ok" : "impaired";
    }

    @Override
    public DescribeInstanceStatusResponse call(DescribeInstanceStatusRequest in, CallContext call) {
        List<Machine> named = machines.named(Scope.of(call), in.instanceIds());
        Page<Machine> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(fields().filtered(named, in.filters()), Machine::instanceId);
        return DescribeInstanceStatusResponse.builder()
                .instanceStatuses(
                        page.items().stream().map(DescribeInstanceStatus::shape).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static InstanceStatus shape(Machine machine) {
        InstanceStatusSummary summary = InstanceStatusSummary.builder()
                .status(status(machine))
                .details(InstanceStatusDetails.builder()
                        .name("reachability")
                        .status(reachability(machine))
                        .build())
                .build();
        return InstanceStatus.builder()
                .instanceId(machine.instanceId())
                .availabilityZone(machine.zone())
                .instanceState(state -> state.code(RUNNING_CODE).name(RUNNING))
                .instanceStatus(summary)
                .systemStatus(summary)
                .events(List.of())
                .build();
    }
}
