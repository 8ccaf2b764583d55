package io.gantry.benchmarks;

import com.netflix.fenzo.ConstraintEvaluator;
import com.netflix.fenzo.SchedulingResult;
import com.netflix.fenzo.TaskAssignmentResult;
import com.netflix.fenzo.TaskRequest;
import com.netflix.fenzo.TaskScheduler;
import com.netflix.fenzo.VMAssignmentResult;
import com.netflix.fenzo.VMTaskFitnessCalculator;
import com.netflix.fenzo.VirtualMachineLease;
import com.netflix.fenzo.plugins.BinPackingFitnessCalculators;
import io.gantry.placement.Demand;
import io.gantry.placement.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos;
import org.jspecify.annotations.Nullable;

/** Hosts that Netflix Fenzo schedules, packing by memory. */
final class FenzoHosts implements AutoCloseable {
    private static final String GPU = "gpu";

    private final TaskScheduler scheduler;
    private List<VirtualMachineLease> leases = new ArrayList<>();

    /** How fast it was. */
    record Speed(Samples single, double perSecond) {}

    /** A task. */
    record Task(String id, String group, Demand demand) {}

    FenzoHosts(List<Host> hosts) {
        this.scheduler = new TaskScheduler.Builder()
                .withLeaseRejectAction(lease -> {})
                .withLeaseOfferExpirySecs(1_000_000)
                .disableShortfallEvaluation()
                .withFitnessCalculator(BinPackingFitnessCalculators.memoryBinPacker)
                .build();
        hosts.forEach(host -> leases.add(new Lease(host)));
    }

    /** Places tasks; answers the hosts that took one each, by the task's id. */
    Map<String, String> place(List<Task> tasks) {
        List<TaskRequest> requests = new ArrayList<>();
        for (Task task : tasks) {
            requests.add(new Wanted(task));
        }
        SchedulingResult result = scheduler.scheduleOnce(requests, leases);
        leases = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (VMAssignmentResult host : result.getResultMap().values()) {
            for (TaskAssignmentResult task : host.getTasksAssigned()) {
                scheduler.getTaskAssigner().call(task.getRequest(), host.getHostname());
                places.put(task.getTaskId(), host.getHostname());
            }
            // What is left of a host is offered again, as a Mesos master does.
            leases.add(left(host));
        }
        return places;
    }

    private static VirtualMachineLease left(VMAssignmentResult host) {
        double cpu = 0;
        double memory = 0;
        double gpus = 0;
        for (VirtualMachineLease lease : host.getLeasesUsed()) {
            cpu += lease.cpuCores();
            memory += lease.memoryMB();
            gpus += lease.getScalarValue(GPU);
        }
        for (TaskAssignmentResult task : host.getTasksAssigned()) {
            cpu -= task.getRequest().getCPUs();
            memory -= task.getRequest().getMemory();
            gpus -= task.getRequest().getScalarRequests().getOrDefault(GPU, 0.0);
        }
        return new Lease(host.getHostname(), cpu, memory, gpus);
    }

    @Override
    public void close() {
        scheduler.shutdown();
    }

    /** A task as Fenzo asks for it. */
    private static final class Wanted implements TaskRequest {
        private final Task task;
        private @Nullable AssignedResources assigned;

        Wanted(Task task) {
            this.task = task;
        }

        @Override
        public String getId() {
            return task.id;
        }

        @Override
        public String taskGroupName() {
            return task.group;
        }

        @Override
        public double getCPUs() {
            return task.demand.cpu() / 1024.0;
        }

        @Override
        public double getMemory() {
            return task.demand.memory();
        }

        @Override
        public double getNetworkMbps() {
            return 0;
        }

        @Override
        public double getDisk() {
            return 0;
        }

        @Override
        public int getPorts() {
            return 0;
        }

        @Override
        public Map<String, Double> getScalarRequests() {
            return task.demand.gpus() == 0 ? Map.of() : Map.of(GPU, (double) task.demand.gpus());
        }

        @Override
        public Map<String, NamedResourceSetRequest> getCustomNamedResources() {
            return Map.of();
        }

        @Override
        public List<? extends ConstraintEvaluator> getHardConstraints() {
            return List.of();
        }

        @Override
        public List<? extends VMTaskFitnessCalculator> getSoftConstraints() {
            return List.of();
        }

        @Override
        public void setAssignedResources(AssignedResources resources) {
            assigned = resources;
        }

        @Override
        public @Nullable AssignedResources getAssignedResources() {
            return assigned;
        }
    }

    /** What a host offers. */
    private static final class Lease implements VirtualMachineLease {
        private final String host;
        private final double cpu;
        private final double memory;
        private final double gpus;

        Lease(Host host) {
            this(
                    host.id(),
                    host.free().cpu() / 1024.0,
                    host.free().memory(),
                    host.free().gpus());
        }

        Lease(String host, double cpu, double memory, double gpus) {
            this.host = host;
            this.cpu = cpu;
            this.memory = memory;
            this.gpus = gpus;
        }

        @Override
        public String getId() {
            return host + System.identityHashCode(this);
        }

        @Override
        public long getOfferedTime() {
            return System.currentTimeMillis();
        }

        @Override
        public String hostname() {
            return host;
        }

        @Override
        public String getVMID() {
            return host;
        }

        @Override
        public double cpuCores() {
            return cpu;
        }

        @Override
        public double memoryMB() {
            return memory;
        }

        @Override
        public double networkMbps() {
            return 0;
        }

        @Override
        public double diskMB() {
            return 0;
        }

        @Override
        public List<Range> portRanges() {
            return List.of();
        }

        @Override
        public Protos.@Nullable Offer getOffer() {
            return null;
        }

        @Override
        public Map<String, Protos.Attribute> getAttributeMap() {
            // Not Map.of: Fenzo asks for an attribute without a name.
            return new HashMap<>();
        }

        @Override
        public Double getScalarValue(String name) {
            return name.equals(GPU) ? gpus : 0.0;
        }

        @Override
        public Map<String, Double> getScalarValues() {
            return Map.of(GPU, gpus);
        }
    }
}
