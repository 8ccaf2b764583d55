package io.gantry.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.taskdefinition.rule.Draft;
import io.gantry.kit.Seeds;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.codec.AwsJson;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class TaskDefinitionProperties {
    @Test
    void everyValidDefinitionReadsBackWhole() {
        Seeds.check(200, gen -> ReadBack.whole(new EcsRoom(), new RandomDefinition(gen).request()));
    }

    /** What was read back can be registered again and is the same: Terraform's second plan is empty. */
    @Test
    void whatWasReadBackIsAFixedPoint() {
        Seeds.check(100, gen -> {
            EcsRoom room = new EcsRoom();
            RegisterTaskDefinitionRequest sent = new RandomDefinition(gen).request();
            TaskDefinition first =
                    room.call(EcsApi.REGISTER_TASK_DEFINITION, sent).taskDefinition();
            RegisterTaskDefinitionRequest again =
                    AwsJson.read(AwsJson.write(first), RegisterTaskDefinitionRequest.builder());
            Draft draft = Draft.of(again);
            assertThat(AwsJson.write(Defaults.applied(draft, first.compatibilitiesAsStrings())))
                    .isEqualTo(AwsJson.write(Defaults.applied(Draft.of(sent), first.compatibilitiesAsStrings())));
        });
    }
}
