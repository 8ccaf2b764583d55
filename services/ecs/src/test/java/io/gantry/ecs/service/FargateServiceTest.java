package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.ServiceRoom;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** Services whose tasks have networks of their own. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class FargateServiceTest {
    private final ServiceRoom room = new ServiceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private Service create(int count, Consumer<CreateServiceRequest.Builder> more) {
        room.tasks()
                .define(
                        "shop",
                        in -> in.networkMode("awsvpc")
                                .cpu("512")
                                .memory("1024")
                                .requiresCompatibilitiesWithStrings("FARGATE"));
        return room.create(in -> {
            in.taskDefinition("shop")
                    .desiredCount(count)
                    .launchType("FARGATE")
                    .networkConfiguration(n -> n.awsvpcConfiguration(
                            a -> a.subnets("subnet-a", "subnet-b").securityGroups("sg-1")));
            more.accept(in);
        });
    }

    private void refused(String words, Consumer<CreateServiceRequest.Builder> more) {
        assertThatThrownBy(() -> create(1, more))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.message()).contains(words));
    }

    @Test
    void isKeptAtItsCountWithAnInterfaceForEachTask() {
        room.host("eu-central-1a", 2048, 4096);
        room.host("eu-central-1b", 2048, 4096);
        Service made = create(2, in -> {});
        assertThat(made.platformVersion()).isEqualTo("LATEST");
        assertThat(made.platformFamily()).isEqualTo("Linux");
        room.advance(Duration.ofSeconds(60));

        Service service = room.describe();
        assertThat(service.runningCount()).isEqualTo(2);
        assertThat(service.deployments().getFirst().platformVersion()).isEqualTo("1.4.0");
        assertThat(service.deployments()
                        .getFirst()
                        .networkConfiguration()
                        .awsvpcConfiguration()
                        .subnets())
                .containsExactly("subnet-a", "subnet-b");
        assertThat(room.tasks().room().ec2().interfaces())
                .extracting(eni -> eni.subnetId())
                .containsExactlyInAnyOrder("subnet-a", "subnet-b");

        room.update(in -> in.desiredCount(0));
        room.advance(Duration.ofSeconds(60));
        assertThat(room.describe().runningCount()).isZero();
        assertThat(room.tasks().room().ec2().interfaces()).isEmpty();
    }

    @Test
    void withoutRoomItSaysWhatAwsSays() {
        room.host("eu-central-1a", 256, 4096);
        create(1, in -> {});
        room.advance(Duration.ofSeconds(5));

        assertThat(room.describe().events())
                .extracting(ServiceEvent::message)
                .anyMatch(message -> message.startsWith("(service web) was unable to place a task. Reason: Capacity is"
                        + " unavailable at this time. Please try again later or in a different availability zone."));
    }

    @Test
    void whatFargateHasNotIsRefused() {
        refused("Placement strategies", in -> in.placementStrategy(s -> s.type("random")));
        refused(
                "daemon scheduling strategy",
                in -> in.schedulingStrategy("DAEMON").desiredCount(null));
        refused("platform version", in -> in.platformVersion("0.1"));
        refused(
                "Network Configuration must be provided",
                in -> in.networkConfiguration((software.amazon.awssdk.services.ecs.model.NetworkConfiguration) null));
        refused(
                "Error retrieving security group information for [sg-none]",
                in -> in.networkConfiguration(
                        n -> n.awsvpcConfiguration(a -> a.subnets("subnet-a").securityGroups("sg-none"))));
    }
}
