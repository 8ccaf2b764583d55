package io.gantry.ec2.instance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An instance type, as far as capacity is reckoned with it.
 *
 * @param name for example {@code m6g.large}
 * @param architecture {@code x86_64} or {@code arm64}
 * @see <a href="https://aws.amazon.com/ec2/instance-types/">AWS: instance types</a>
 */
record MachineType(String name, String architecture, int cpus, long memoryMib, boolean burstable) {
    /** Each family's processors, and the MiB of memory for each CPU. */
    private static final Map<String, Family> FAMILIES = families();

    private static final Map<String, Integer> SIZES = sizes();
    private static final long MIB_OF_A_GIB = 1024;

    /** What the types of a family have in common. */
    private record Family(String architecture, long mibPerCpu) {}

    private static Map<String, Family> families() {
        Map<String, Family> families = new LinkedHashMap<>();
        for (String generation : List.of("5", "6i", "7i")) {
            families.put("c" + generation, new Family("x86_64", 2 * MIB_OF_A_GIB));
            families.put("m" + generation, new Family("x86_64", 4 * MIB_OF_A_GIB));
            families.put("r" + generation, new Family("x86_64", 8 * MIB_OF_A_GIB));
        }
        for (String generation : List.of("6g", "7g")) {
            families.put("c" + generation, new Family("arm64", 2 * MIB_OF_A_GIB));
            families.put("m" + generation, new Family("arm64", 4 * MIB_OF_A_GIB));
            families.put("r" + generation, new Family("arm64", 8 * MIB_OF_A_GIB));
        }
        return families;
    }

    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("large", 2);
        sizes.put("xlarge", 4);
        sizes.put("2xlarge", 8);
        sizes.put("4xlarge", 16);
        return sizes;
    }

    /** All types that are known. */
    static List<MachineType> all() {
        List<MachineType> all = new ArrayList<>();
        burstable(all, "t3", "x86_64");
        burstable(all, "t4g", "arm64");
        FAMILIES.forEach((family, kin) -> SIZES.forEach((size, cpus) -> all.add(
                new MachineType(family + "." + size, kin.architecture(), cpus, cpus * kin.mibPerCpu(), false))));
        return all;
    }

    private static void burstable(List<MachineType> all, String family, String architecture) {
        Map<String, Integer> cpus = Map.of("xlarge", 4, "2xlarge", 8);
        long memory = MIB_OF_A_GIB / 2;
        for (String size : List.of("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge")) {
            all.add(new MachineType(family + "." + size, architecture, cpus.getOrDefault(size, 2), memory, true));
            memory *= 2;
        }
    }
}
