package io.gantry.models.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One service of the generator's input, a line of five columns.
 *
 * @param name the room's name, for example {@code ecs}; also the last part of the generated package
 * @param apiClass the generated class, for example {@code EcsApi}
 * @param sdkPackage the SDK's package, for example {@code software.amazon.awssdk.services.ecs}
 * @param model the service model's file name without {@code -model.json}
 * @param validationCode the error code for an input that breaks the model's constraints
 * @param operations the operations to serve; empty means all
 */
record ServiceEntry(
        String name, String apiClass, String sdkPackage, String model, String validationCode, Set<String> operations) {

    static List<ServiceEntry> parse(String text) {
        List<ServiceEntry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String trimmed = line.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                continue;
            }
            String[] columns = trimmed.split("\\s+");
            if (columns.length != 6) {
                throw new IllegalArgumentException("six columns are expected, not " + columns.length + ": " + line);
            }
            Set<String> operations = columns[5].equals("*") ? Set.of() : Set.of(columns[5].split(","));
            entries.add(new ServiceEntry(columns[0], columns[1], columns[2], columns[3], columns[4], operations));
        }
        return List.copyOf(entries);
    }

    boolean serves(String operation) {
        return operations.isEmpty() || operations.contains(operation);
    }

    String packageName() {
        return "io.gantry.models." + name.replace("-", "");
    }
}
