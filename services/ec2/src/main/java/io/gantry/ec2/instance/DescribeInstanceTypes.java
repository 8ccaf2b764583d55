package io.gantry.ec2.instance;

import io.gantry.base.AwsError;
import io.gantry.base.Page;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Describes instance types by their CPUs, memory and processors. */
public final class DescribeInstanceTypes
        implements Operation<DescribeInstanceTypesRequest, DescribeInstanceTypesResponse> {
    private static Fields<MachineType> fields() {
        return Fields.<MachineType>tagged(type -> Map.of())
                .with("bare-metal", type -> "false")
                .with("burstable-performance-supported", type -> Boolean.toString(type.burstable()))
                .with("current-generation", type -> "true")
                .with("hypervisor", type -> "nitro")
                .with("instance-storage-supported", type -> "false")
                .with("instance-type", MachineType::name)
                .with("memory-info.size-in-mib", type -> Long.toString(type.memoryMib()))
                .with("processor-info.supported-architecture", MachineType::architecture)
                .with("supported-usage-class", type -> "on-demand")
                .with("supported-virtualization-type", type -> "hvm")
                .with("vcpu-info.default-vcpus", type -> Integer.toString(type.cpus()));
    }

    @Override
    public DescribeInstanceTypesResponse call(DescribeInstanceTypesRequest in, CallContext call) {
        List<MachineType> all = MachineType.all();
        for (String wanted : in.instanceTypesAsStrings()) {
            if (all.stream().noneMatch(type -> type.name().equals(wanted))) {
                throw AwsError.client(
                        "InvalidInstanceType",
                        "The following supplied instance types do not exist: [" + Ec2Errors.shown(wanted) + "]");
            }
        }
        List<MachineType> named = all.stream()
                .filter(type -> in.instanceTypesAsStrings().isEmpty()
                        || in.instanceTypesAsStrings().contains(type.name()))
                .toList();
        Page<MachineType> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(fields().filtered(named, in.filters()), MachineType::name);
        return DescribeInstanceTypesResponse.builder()
                .instanceTypes(
                        page.items().stream().map(DescribeInstanceTypes::shape).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static InstanceTypeInfo shape(MachineType type) {
        return InstanceTypeInfo.builder()
                .instanceType(type.name())
                .currentGeneration(true)
                .bareMetal(false)
                .hypervisor("nitro")
                .supportedUsageClassesWithStrings("on-demand")
                .supportedRootDeviceTypesWithStrings("ebs")
                .supportedVirtualizationTypesWithStrings("hvm")
                .processorInfo(info -> info.supportedArchitecturesWithStrings(type.architecture()))
                .vCpuInfo(info -> info.defaultVCpus(type.cpus()))
                .memoryInfo(info -> info.sizeInMiB(type.memoryMib()))
                .instanceStorageSupported(false)
                .burstablePerformanceSupported(type.burstable())
                .build();
    }
}
