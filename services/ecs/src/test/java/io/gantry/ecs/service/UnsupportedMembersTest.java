package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;

/** What a service cannot have as yet is refused by its name. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class UnsupportedMembersTest {
    private static Arguments member(String words, Consumer<CreateServiceRequest.Builder> ask) {
        return Arguments.of(words, ask);
    }

    /** What names the member in the refusal, and a request that asks for it. */
    static Stream<Arguments> members() {
        return Stream.of(
                member(
                        "loadBalancers",
                        in -> in.loadBalancers(one -> one.containerName("web").containerPort(80))),
                member("serviceRegistries", in -> in.serviceRegistries(one -> one.registryArn("registry"))),
                member("volumeConfigurations", in -> in.volumeConfigurations(one -> one.name("data"))),
                member("vpcLatticeConfigurations", in -> in.vpcLatticeConfigurations(one -> one.portName("web"))),
                member("role", in -> in.role("ecsServiceRole")),
                member("monitoring", in -> in.monitoring(one -> {})),
                member("serviceConnectConfiguration", in -> in.serviceConnectConfiguration(one -> one.enabled(true))),
                member(
                        "deploymentConfiguration.alarms",
                        in -> in.deploymentConfiguration(configuration -> configuration.alarms(
                                alarms -> alarms.alarmNames("slow").enable(true).rollback(true)))),
                member("MANAGED_INSTANCES", in -> in.launchType(LaunchType.MANAGED_INSTANCES)),
                member("CODE_DEPLOY", in -> in.deploymentController(one -> one.type("CODE_DEPLOY"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("members")
    void isRefusedByNameAndLeavesNothing(String words, Consumer<CreateServiceRequest.Builder> ask) {
        try (ServiceRoom room = new ServiceRoom()) {
            room.tasks().define("web", in -> {});

            assertThatThrownBy(() -> room.create(
                            in -> ask.accept(in.taskDefinition("web").desiredCount(1))))
                    .isInstanceOfSatisfying(AwsError.class, error -> {
                        assertThat(error.code()).isEqualTo("UnsupportedFeatureException");
                        assertThat(error.getMessage()).contains(words).endsWith("is not supported yet.");
                    });
            assertThat(room.tasks()
                            .room()
                            .call(
                                    EcsApi.LIST_SERVICES,
                                    ListServicesRequest.builder().build())
                            .serviceArns())
                    .isEmpty();
        }
    }
}
