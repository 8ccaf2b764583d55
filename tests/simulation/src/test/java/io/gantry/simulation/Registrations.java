package io.gantry.simulation;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.Resource;

/** What a node says of itself when it registers. */
final class Registrations {
    private Registrations() {}

    static RegisterContainerInstanceRequest request(String known, SimulatedNode.Machine machine) {
        RegisterContainerInstanceRequest.Builder request = RegisterContainerInstanceRequest.builder()
                .cluster("default")
                .attributes(attributes(machine.zone()))
                .totalResources(
                        number("CPU", machine.cpu()),
                        number("MEMORY", machine.memory()),
                        ports("PORTS", List.of("22", "51678")),
                        ports("PORTS_UDP", List.of()));
        if (!known.isEmpty()) {
            request.containerInstanceArn(known);
        }
        return request.build();
    }

    private static List<Attribute> attributes(String zone) {
        Stream<String> versions = Stream.of(17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 32)
                .map(minor -> "com.amazonaws.ecs.capability.docker-remote-api.1." + minor);
        Stream<String> others = Stream.of(
                "com.amazonaws.ecs.capability.logging-driver.json-file",
                "ecs.capability.container-ordering",
                "ecs.capability.container-health-check",
                "ecs.capability.container-restart-policy",
                "ecs.capability.task-cpu-mem-limit",
                "ecs.capability.external");
        Stream<Attribute> plain = Stream.concat(versions, others)
                .map(name -> Attribute.builder().name(name).build());
        Attribute place =
                Attribute.builder().name("ecs.availability-zone").value(zone).build();
        return Stream.concat(plain, Stream.of(place)).toList();
    }

    private static Resource number(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    private static Resource ports(String name, List<String> values) {
        return Resource.builder()
                .name(name)
                .type("STRINGSET")
                .stringSetValue(values)
                .build();
    }
}
