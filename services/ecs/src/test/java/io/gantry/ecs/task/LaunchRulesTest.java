package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.codec.AwsJson;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** What RunTask and StartTask refuse before they look at a host: nothing is made then. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class LaunchRulesTest {
    private final TaskRoom room = new TaskRoom();
    private String instance = "";

    @BeforeEach
    void aHostAndADefinition() {
        instance = room.register(1000, 1000).containerInstanceArn();
        room.define("shop", in -> {});
    }

    @AfterEach
    void close() {
        room.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'cpu':'-5'} | Invalid 'cpu' setting for task: '-5'.
            {'cpu':'0'} | Invalid 'cpu' setting for task: '0'.
            {'cpu':'64','containerOverrides':[{'name':'web','cpu':1}]} | It must be between 128 and 196608 CPU units, not 64
            {'cpu':'much'} | Invalid 'cpu' setting for task: 'much'.
            {'cpu':'99999999999999999999'} | Invalid 'cpu' setting for task
            {'memory':'-1'} | Invalid 'memory' setting for task: '-1'.
            {'memory':'64'} | The 'memory' setting for container is greater than for the task.
            {'containerOverrides':[{'name':'web','cpu':-1}]} | Invalid 'cpu' setting for container 'web'.
            {'containerOverrides':[{'name':'web','memory':-1}]} | Invalid 'memory' setting for container 'web'.
            {'containerOverrides':[{'name':'web','memory':0}]} | Invalid 'memory' setting for container 'web'.
            {'containerOverrides':[{'name':'web','memoryReservation':3}]} | Invalid 'memoryReservation' setting
            {'containerOverrides':[{'name':'web','memoryReservation':129}]} | greater than or equal to 'memoryReservation'
            {'containerOverrides':[{'name':'web','cpu':2147483647}],'cpu':'1 vCPU'} | The sum of all container 'cpu' values
            {'containerOverrides':[{'name':'web','environment':[{'value':'x'}]}]} | variable without a name
            {'containerOverrides':[{'name':'web','environment':[{'name':'','value':'x'}]}]} | variable without a name
            {'containerOverrides':[{'name':'db','command':['x']}]} | Override for container named db is not a container in
            {'containerOverrides':[{'command':['x']}]} | is not a container in the TaskDefinition.
            """)
    void anOverrideThatNoDefinitionCouldHoldIsRefused(String overrides, String refusal) {
        TaskOverride override = AwsJson.read(overrides.replace('\'', '"'), TaskOverride.builder());
        assertThatThrownBy(() -> room.run(in -> in.taskDefinition("shop").overrides(override)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(refusal);
        assertThat(room.ledgers()).allMatch(ledger -> ledger.claims().isEmpty());
    }

    @Test
    void overridesHaveEightKibibytes() {
        TaskOverride override = TaskOverride.builder()
                .containerOverrides(web -> web.name("web").command("x".repeat(8_192)))
                .build();
        refused("Container Overrides length must be at most 8192", in -> in.overrides(override));
    }

    @Test
    void textsHaveTheirBounds() {
        refused("startedBy longer than 128.", in -> in.startedBy("x".repeat(129)));
        refused("group longer than 255.", in -> in.group("x".repeat(256)));
        refused("group cannot start with service:", in -> in.group("service:web"));
        refused("clientToken can have at most 64 characters", in -> in.clientToken("x".repeat(65)));
        refused("all of them in the range of 33-126", in -> in.clientToken("two words"));
        assertThatThrownBy(() -> room.room()
                        .call(
                                EcsApi.START_TASK,
                                StartTaskRequest.builder()
                                        .taskDefinition("shop")
                                        .containerInstances(instance)
                                        .startedBy("x".repeat(37))
                                        .build()))
                .hasMessage("startedBy longer than 36.");
    }

    private void refused(String refusal, Consumer<RunTaskRequest.Builder> more) {
        assertThatThrownBy(() -> room.run(more.andThen(in -> in.taskDefinition("shop"))))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"))
                .hasMessageContaining(refusal);
    }
}
