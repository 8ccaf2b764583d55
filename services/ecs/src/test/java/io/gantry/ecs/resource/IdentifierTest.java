package io.gantry.ecs.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    private static final Identifier TASK = new Identifier("task", "Task", "taskId");
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"", EcsRoom.ARN + "task/", EcsRoom.ARN + "task/web/"})
    void idsAndArnsWithAndWithoutTheCluster(String before) {
        assertThat(TASK.in(EcsRoom.scope(), "web", before + ID)).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0123 | taskId length should be one of [32,36]
            `` | taskId length should be one of [32,36]
            0123456789abcdef0123456789abcdeX | Task Identifier is invalid
            arn: | Task Identifier is invalid
            arn:aws:ecs:eu-central-1:123456789012: | Task Identifier is invalid
            arn:aws:ec2:eu-central-1:123456789012:task/web/ID | Task Identifier is invalid
            arn:aws:ecs:eu-central-1:123456789012:task/a/b/ID | Task Identifier is invalid
            arn:aws:ecs:eu-central-1:123456789012:task/web/short | taskId length should be one of [32,36]
            arn:aws:ecs:eu-central-1:123456789012:cluster/web | Unsupported resource type: cluster
            arn:aws:ecs:eu-central-1:999999999999:task/web/ID | Identifier is for 999999999999. Your accountId is 123456789012
            arn:aws:ecs:us-east-1:123456789012:task/web/ID | Identifier is for us-east-1. Your region is eu-central-1
            arn:aws:ecs:eu-central-1:123456789012:task/db/ID | Invalid identifier: Identifier is for cluster db. Your cluster is web
            """)
    void whatIsWrongIsSaid(String given, String refusal) {
        assertThatThrownBy(() -> TASK.in(EcsRoom.scope(), "web", given.replace("ID", ID)))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"))
                .hasMessageStartingWith(refusal);
    }
}
