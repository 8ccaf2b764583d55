package io.gantry.ec2.zone;

import io.gantry.ec2.resource.Ec2Errors;
import java.util.List;
import java.util.Map;

/**
 * A zone. Each region has three, whatever it is called.
 *
 * @param region for example {@code us-east-1}
 * @param letter {@code a}, {@code b} or {@code c}
 * @see <a href="https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html">AWS: zone ids</a>
 */
public record AvailabilityZone(String region, char letter) {
    private static final Map<String, String> SHORT = Map.of(
            "north", "n",
            "south", "s",
            "east", "e",
            "west", "w",
            "central", "c",
            "northeast", "ne",
            "southeast", "se",
            "northwest", "nw",
            "southwest", "sw");

    /** The zones of {@code region}. */
    public static List<AvailabilityZone> of(String region) {
        return List.of(
                new AvailabilityZone(region, 'a'),
                new AvailabilityZone(region, 'b'),
                new AvailabilityZone(region, 'c'));
    }

    /**
     * The zone with this name.
     *
     * @throws io.gantry.base.AwsError InvalidParameterValue when the region has no such zone
     */
    public static AvailabilityZone named(String region, String name) {
        return of(region).stream()
                .filter(zone -> zone.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Ec2Errors.invalidValue(
                        name,
                        "availabilityZone",
                        "Subnets can currently only be created in the following availability zones: "
                                + String.join(", ", names(region)) + "."));
    }

    private static List<String> names(String region) {
        return of(region).stream().map(AvailabilityZone::name).toList();
    }

    /** For example {@code us-east-1a}. */
    public String name() {
        return region + letter;
    }

    /** For example {@code use1-az1}. */
    public String zoneId() {
        StringBuilder id = new StringBuilder();
        for (String part : region.split("-", -1)) {
            id.append(SHORT.getOrDefault(part, part));
        }
        return id + "-az" + (letter - 'a' + 1);
    }
}
