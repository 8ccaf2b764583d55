package io.gantry.ecs.tag;

import static io.gantry.ecs.EcsRoom.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;

class TagOperationsTest {
    private static final String CLUSTER = ARN + "cluster/default";
    private static final String DEFINITION = ARN + "task-definition/web:1";

    private final EcsRoom room = new EcsRoom();

    @BeforeEach
    void resources() {
        room.call(EcsApi.CREATE_CLUSTER, CreateClusterRequest.builder().build());
        room.call(
                EcsApi.REGISTER_TASK_DEFINITION,
                RegisterTaskDefinitionRequest.builder()
                        .family("web")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("a")
                                .image("i")
                                .memory(64)
                                .build())
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {CLUSTER, DEFINITION})
    void tagsComeAndGo(String arn) {
        tag(arn, pair("a", "1"), pair("b", "2"));
        tag(arn, pair("b", "3"), pair("c", ""));
        assertThat(tags(arn)).containsExactly(pair("a", "1"), pair("b", "3"), pair("c", ""));
        untag(arn, "a", "never");
        assertThat(tags(arn)).containsExactly(pair("b", "3"), pair("c", ""));
    }

    @Test
    void rulesOfAws() {
        refused("aws:", () -> tag(CLUSTER, pair("aws:x", "1")));
        refused("aws:", () -> tag(CLUSTER, pair("AWS:x", "1")));
        refused("aws:", () -> untag(CLUSTER, "aws:x"));
        refused("Invalid tag key", () -> tag(CLUSTER, pair("", "1")));
        refused("Invalid tag key", () -> tag(CLUSTER, pair("k".repeat(129), "1")));
        refused("Invalid tag key", () -> tag(CLUSTER, pair("a<b", "1")));
        refused("Invalid tag value", () -> tag(CLUSTER, pair("k", "v".repeat(257))));
        refused("Duplicate tag key", () -> tag(CLUSTER, pair("k", "1"), pair("k", "2")));
        tag(CLUSTER, pair("ключ _.:/=+-@", "значение"), pair("k".repeat(128), "v".repeat(256)));
        assertThat(tags(CLUSTER)).hasSize(2);
    }

    @Test
    void atMostFifty() {
        tag(CLUSTER, IntStream.range(0, 50).mapToObj(i -> pair("k" + i, "v")).toArray(Tag[]::new));
        tag(CLUSTER, pair("k7", "other"));
        refused("50", () -> tag(CLUSTER, pair("one more", "v")));
        assertThat(tags(CLUSTER)).hasSize(50);
    }

    @Test
    void whatIsNotThere() {
        assertThatThrownBy(() -> tags(ARN + "cluster/gone")).hasMessage("Cluster not found.");
        refused("cannot be found", () -> tags(ARN + "task-definition/web:7"));
        refused("cannot be found", () -> tags(ARN + "task-definition/web"));
        assertThatThrownBy(() -> tag(ARN + "task-definition/web:7", pair("a", "1")))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("ResourceNotFoundException"));
        refused("Invalid resource ARN", () -> tags("web"));
        refused("Invalid resource ARN", () -> tags(ARN + "galaxy/far"));
        refused("Invalid resource ARN", () -> tags("arn:aws:ecs:mars-1:123456789012:cluster/default"));
        room.call(
                EcsApi.DELETE_CLUSTER,
                DeleteClusterRequest.builder().cluster("default").build());
        refused("The specified cluster is inactive. Specify an active cluster and try again.", () -> tags(CLUSTER));
    }

    private static void refused(String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(text)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"));
    }

    private void tag(String arn, Tag... tags) {
        room.call(
                EcsApi.TAG_RESOURCE,
                TagResourceRequest.builder().resourceArn(arn).tags(tags).build());
    }

    private void untag(String arn, String... keys) {
        room.call(
                EcsApi.UNTAG_RESOURCE,
                UntagResourceRequest.builder().resourceArn(arn).tagKeys(keys).build());
    }

    private List<Tag> tags(String arn) {
        return room.call(
                        EcsApi.LIST_TAGS_FOR_RESOURCE,
                        ListTagsForResourceRequest.builder().resourceArn(arn).build())
                .tags();
    }

    private static Tag pair(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
