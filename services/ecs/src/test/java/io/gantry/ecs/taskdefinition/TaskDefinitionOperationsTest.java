package io.gantry.ecs.taskdefinition;

import static io.gantry.ecs.EcsRoom.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.control.Step;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.resource.Scope;
import io.gantry.models.ecs.EcsApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

class TaskDefinitionOperationsTest {
    private static final ContainerDefinition CONTAINER =
            ContainerDefinition.builder().name("a").image("i").memory(64).build();

    private final EcsRoom room = new EcsRoom();

    @Test
    void revisionsCountUp() {
        assertThat(register("web").revision()).isEqualTo(1);
        assertThat(register("web").taskDefinitionArn()).isEqualTo(ARN + "task-definition/web:2");
        assertThat(register("other").revision()).isEqualTo(1);
    }

    @Test
    void describeFindsByEveryName() {
        register("web");
        register("web");
        for (String name : List.of("web", "web:2", ARN + "task-definition/web:2", ARN + "task-definition/web")) {
            assertThat(describe(name).taskDefinition().revision()).as(name).isEqualTo(2);
        }
        for (String name : List.of("gone", "web:3", "arn:aws:ecs:x:1:task-definition/web:1")) {
            assertThatThrownBy(() -> describe(name)).as(name).hasMessage("Unable to describe task definition.");
        }
        for (String name : List.of("web:0", "web:x", "web:", ARN + "task-definition/web:-1")) {
            assertThatThrownBy(() -> describe(name))
                    .as(name)
                    .hasMessageStartingWith("Invalid revision number. Number: ");
        }
    }

    @Test
    void tagsAreDescribedWhenAskedFor() {
        room.call(
                EcsApi.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("web")
                        .containerDefinitions(CONTAINER)
                        .tags(Tag.builder().key("team").value("a").build())
                        .build());
        assertThat(describe("web").hasTags()).isFalse();
        assertThat(room.call(
                                EcsApi.DESCRIBE_TASK_DEFINITION,
                                DescribeTaskDefinitionRequest.builder()
                                        .taskDefinition("web")
                                        .include(TaskDefinitionField.TAGS)
                                        .build())
                        .tags())
                .containsExactly(Tag.builder().key("team").value("a").build());
    }

    @Test
    void anInactiveRevisionStaysDescribable() {
        register("web");
        register("web");
        assertThat(deregister("web:2").statusAsString()).isEqualTo("INACTIVE");
        assertThat(deregister("web:2").deregisteredAt()).isNotNull();
        assertThat(describe("web").taskDefinition().revision()).isEqualTo(1);
        assertThat(describe("web:2").taskDefinition().statusAsString()).isEqualTo("INACTIVE");
        assertThatThrownBy(() -> deregister("web")).hasMessage("Revision is missing.");
        assertThatThrownBy(() -> deregister("web:7")).hasMessage("The specified task definition does not exist.");
        assertThat(register("web").revision()).isEqualTo(3);
    }

    @Test
    void deletionStartsFromInactiveAndEndsWhenNothingUsesIt() {
        register("web");
        register("web");
        deregister("web:1");
        DeleteTaskDefinitionsResponse answer = delete("web:1", "web:2", "web:9", "web");
        assertThat(answer.taskDefinitions()).singleElement().satisfies(deleted -> {
            assertThat(deleted.statusAsString()).isEqualTo("DELETE_IN_PROGRESS");
            assertThat(deleted.deleteRequestedAt()).isNotNull();
        });
        assertThat(answer.failures())
                .extracting(failure -> failure.arn() + " " + failure.reason())
                .satisfiesExactly(
                        active -> assertThat(active).contains("web:2 ").contains("still in ACTIVE status"),
                        gone -> assertThat(gone).contains("web:9 ").contains("does not exist"),
                        family -> assertThat(family).contains("web ").contains("identifier is invalid"));
        assertThat(describe("web:1").taskDefinition().statusAsString()).isEqualTo("DELETE_IN_PROGRESS");
        String id = TaskDefinitions.id(new Scope(EcsRoom.ACCOUNT, EcsRoom.REGION), "web", 1);
        assertThat(room.step("task-definition", id)).isInstanceOf(Step.Commit.class);
        assertThatThrownBy(() -> describe("web:1")).hasMessage("Unable to describe task definition.");
        assertThat(room.step("task-definition", id)).isInstanceOf(Step.Settled.class);
    }

    @Test
    void aFamilyWithoutRevisionsIsNotListedButKeepsItsCount() {
        register("web");
        deregister("web:1");
        assertThat(families("ACTIVE", "")).isEmpty();
        assertThat(families("INACTIVE", "")).containsExactly("web");
        delete("web:1");
        assertThat(families("ALL", "")).containsExactly("web");
        room.step("task-definition", TaskDefinitions.id(new Scope(EcsRoom.ACCOUNT, EcsRoom.REGION), "web", 1));
        assertThat(families("ALL", "")).isEmpty();
        assertThat(register("web").revision()).isEqualTo(2);
        assertThat(families("ALL", "")).containsExactly("web");
    }

    @Test
    void atMostTenAreDeletedInOneCall() {
        assertThatThrownBy(() -> delete("a:1", "a:2", "a:3", "a:4", "a:5", "a:6", "a:7", "a:8", "a:9", "a:10", "a:11"))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"));
    }

    @Test
    void listsInBothOrdersByPages() {
        List<String> names = new ArrayList<>();
        for (String family : List.of("a", "a-b", "ab")) {
            for (int revision = 1; revision <= 11; revision++) {
                names.add(register(family).taskDefinitionArn());
            }
        }
        assertThat(pages("ASC", null, 4)).isEqualTo(names);
        Collections.reverse(names);
        assertThat(pages("DESC", null, 4)).isEqualTo(names);
        assertThat(pages("ASC", "a", 100)).hasSize(11).allMatch(arn -> arn.contains("/a:"));
        deregister("a:11");
        assertThat(pages("DESC", "a", 100).getFirst()).endsWith("a:10");
        assertThat(room.call(
                                EcsApi.LIST_TASK_DEFINITIONS,
                                ListTaskDefinitionsRequest.builder()
                                        .status("INACTIVE")
                                        .build())
                        .taskDefinitionArns())
                .containsExactly(ARN + "task-definition/a:11");
        assertThat(families("ACTIVE", "a-")).containsExactly("a-b");
    }

    @Test
    void moreThanSixtyFourKibibytesAreRefused() {
        ContainerDefinition big = CONTAINER.toBuilder()
                .environment(KeyValuePair.builder()
                        .name("A")
                        .value("x".repeat(65_536))
                        .build())
                .build();
        assertThatThrownBy(() -> room.call(
                        EcsApi.REGISTER_TASK_DEFINITION,
                        RegisterTaskDefinitionRequest.builder()
                                .family("web")
                                .containerDefinitions(big)
                                .build()))
                .hasMessageMatching("Actual length: '65[0-9]+'. Max allowed length is '65536' bytes.");
    }

    private List<String> pages(String sort, @Nullable String family, int size) {
        List<String> all = new ArrayList<>();
        String token = "";
        do {
            ListTaskDefinitionsResponse page = room.call(
                    EcsApi.LIST_TASK_DEFINITIONS,
                    ListTaskDefinitionsRequest.builder()
                            .sort(sort)
                            .familyPrefix(family)
                            .maxResults(size)
                            .nextToken(token)
                            .build());
            all.addAll(page.taskDefinitionArns());
            token = page.nextToken() == null ? "" : page.nextToken();
        } while (!token.isEmpty());
        return all;
    }

    private List<String> families(String status, String prefix) {
        return room.call(
                        EcsApi.LIST_TASK_DEFINITION_FAMILIES,
                        ListTaskDefinitionFamiliesRequest.builder()
                                .status(status)
                                .familyPrefix(prefix)
                                .build())
                .families();
    }

    private software.amazon.awssdk.services.ecs.model.TaskDefinition register(String family) {
        return room.call(
                        EcsApi.REGISTER_TASK_DEFINITION,
                        RegisterTaskDefinitionRequest.builder()
                                .family(family)
                                .containerDefinitions(CONTAINER)
                                .build())
                .taskDefinition();
    }

    private software.amazon.awssdk.services.ecs.model.TaskDefinition deregister(String name) {
        return room.call(
                        EcsApi.DEREGISTER_TASK_DEFINITION,
                        DeregisterTaskDefinitionRequest.builder()
                                .taskDefinition(name)
                                .build())
                .taskDefinition();
    }

    private DescribeTaskDefinitionResponse describe(String name) {
        return room.call(
                EcsApi.DESCRIBE_TASK_DEFINITION,
                DescribeTaskDefinitionRequest.builder().taskDefinition(name).build());
    }

    private DeleteTaskDefinitionsResponse delete(String... names) {
        return room.call(
                EcsApi.DELETE_TASK_DEFINITIONS,
                DeleteTaskDefinitionsRequest.builder().taskDefinitions(names).build());
    }
}
