package io.gantry.kit.logs;

import static io.gantry.kit.logs.LogsRoom.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.models.logs.LogsApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartQueryRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;

/** Groups, streams, tags and metric filters. */
final class LogsOperationsTest {
    private final LogsRoom room = new LogsRoom();

    @Test
    void groupsAreMadeListedAndDeleted() {
        room.group("/ecs/web");
        room.group("/ecs/api");
        room.group("other");
        refused("ResourceAlreadyExistsException", "already exists", () -> room.group("other"));
        refused(
                "InvalidParameterException",
                "kmsKeyId is not supported",
                () -> room.call(
                        LogsApi.CREATE_LOG_GROUP,
                        CreateLogGroupRequest.builder()
                                .logGroupName("x")
                                .kmsKeyId("key")
                                .build()));

        DescribeLogGroupsResponse found = describe(
                DescribeLogGroupsRequest.builder().logGroupNamePrefix("/ecs/").limit(1));
        assertThat(found.logGroups()).extracting(LogGroup::logGroupName).containsExactly("/ecs/api");
        assertThat(found.logGroups().getFirst().arn()).isEqualTo(LogsRoom.GROUP_ARN + "/ecs/api:*");
        assertThat(found.logGroups().getFirst().logGroupArn()).isEqualTo(LogsRoom.GROUP_ARN + "/ecs/api");
        assertThat(describe(DescribeLogGroupsRequest.builder()
                                .logGroupNamePrefix("/ecs/")
                                .nextToken(found.nextToken()))
                        .logGroups())
                .extracting(LogGroup::logGroupName)
                .containsExactly("/ecs/web");

        room.call(
                LogsApi.DELETE_LOG_GROUP,
                DeleteLogGroupRequest.builder().logGroupName("other").build());
        assertThat(describe(DescribeLogGroupsRequest.builder()).logGroups()).hasSize(2);
        refused(
                "ResourceNotFoundException",
                "The specified log group does not exist.",
                () -> room.call(
                        LogsApi.DELETE_LOG_GROUP,
                        DeleteLogGroupRequest.builder().logGroupName("other").build()));
    }

    private DescribeLogGroupsResponse describe(DescribeLogGroupsRequest.Builder request) {
        return room.call(LogsApi.DESCRIBE_LOG_GROUPS, request.build());
    }

    @Test
    void aGroupThatIsMadeAgainHasNothingOfTheFormer() {
        room.group("g");
        room.stream("g", "s");
        room.put("g", "s", "0:old");
        room.call(
                LogsApi.DELETE_LOG_GROUP,
                DeleteLogGroupRequest.builder().logGroupName("g").build());
        assertThat(room.events().groups()).isEmpty();
        room.group("g");
        assertThat(streams(DescribeLogStreamsRequest.builder().logGroupName("g")))
                .isEmpty();
    }

    @Test
    void retentionIsOneOfSomeNumbersOfDays() {
        room.group("g");
        refused(
                "InvalidParameterException",
                "Member must satisfy enum value set",
                () -> room.call(
                        LogsApi.PUT_RETENTION_POLICY,
                        PutRetentionPolicyRequest.builder()
                                .logGroupName("g")
                                .retentionInDays(2)
                                .build()));
        retain(1);
        assertThat(describe(DescribeLogGroupsRequest.builder())
                        .logGroups()
                        .getFirst()
                        .retentionInDays())
                .isEqualTo(1);
        room.stream("g", "s");
        room.put("g", "s", "0:line");
        room.env().clock().advance(Duration.ofHours(25));
        room.logs().sweep();
        assertThat(room.events().storedBytes(room.events().groups().iterator().next()))
                .isZero();
    }

    private void retain(int days) {
        room.call(
                LogsApi.PUT_RETENTION_POLICY,
                PutRetentionPolicyRequest.builder()
                        .logGroupName("g")
                        .retentionInDays(days)
                        .build());
    }

    @Test
    void streamsAreListedByNameOrByTheirLatestEvent() {
        room.group("g");
        for (String name : List.of("b/two", "a/one", "b/one")) {
            room.stream("g", name);
        }
        refused("ResourceAlreadyExistsException", "already exists", () -> room.stream("g", "a/one"));
        refused("ResourceNotFoundException", "log group", () -> room.stream("none", "s"));
        room.put("g", "a/one", "-5:x", "-3:y");
        room.put("g", "b/two", "-9:x");

        assertThat(streams(DescribeLogStreamsRequest.builder().logGroupName("g")))
                .containsExactly("a/one", "b/one", "b/two");
        assertThat(streams(DescribeLogStreamsRequest.builder()
                        .logGroupIdentifier(LogsRoom.GROUP_ARN + "g:*")
                        .logStreamNamePrefix("b/")))
                .containsExactly("b/one", "b/two");
        assertThat(streams(DescribeLogStreamsRequest.builder()
                        .logGroupName("g")
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .descending(true)
                        .limit(2)))
                .containsExactly("a/one", "b/two");
        refused(
                "InvalidParameterException",
                "Cannot order by LastEventTime",
                () -> streams(DescribeLogStreamsRequest.builder()
                        .logGroupName("g")
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .logStreamNamePrefix("b")));
        LogStream one = room.call(
                        LogsApi.DESCRIBE_LOG_STREAMS,
                        DescribeLogStreamsRequest.builder().logGroupName("g").build())
                .logStreams()
                .getFirst();
        assertThat(one.firstEventTimestamp()).isEqualTo(room.now() - 5);
        assertThat(one.lastEventTimestamp()).isEqualTo(room.now() - 3);
        assertThat(one.arn()).isEqualTo(LogsRoom.GROUP_ARN + "g:log-stream:a/one");

        room.call(
                LogsApi.DELETE_LOG_STREAM,
                DeleteLogStreamRequest.builder()
                        .logGroupName("g")
                        .logStreamName("a/one")
                        .build());
        assertThat(streams(DescribeLogStreamsRequest.builder().logGroupName("g")))
                .containsExactly("b/one", "b/two");
    }

    private List<String> streams(DescribeLogStreamsRequest.Builder request) {
        return room.call(LogsApi.DESCRIBE_LOG_STREAMS, request.build()).logStreams().stream()
                .map(LogStream::logStreamName)
                .toList();
    }

    @Test
    void groupsBearTags() {
        room.group("g");
        room.call(
                LogsApi.TAG_RESOURCE,
                TagResourceRequest.builder()
                        .resourceArn(LogsRoom.GROUP_ARN + "g")
                        .tags(Map.of("a", "1", "b", "2"))
                        .build());
        room.call(
                LogsApi.UNTAG_RESOURCE,
                UntagResourceRequest.builder()
                        .resourceArn(LogsRoom.GROUP_ARN + "g")
                        .tagKeys("a")
                        .build());
        assertThat(room.call(
                                LogsApi.LIST_TAGS_LOG_GROUP,
                                ListTagsLogGroupRequest.builder()
                                        .logGroupName("g")
                                        .build())
                        .tags())
                .isEqualTo(Map.of("b", "2"));
        refused(
                "ResourceNotFoundException",
                "log-group:none",
                () -> room.call(
                        LogsApi.LIST_TAGS_FOR_RESOURCE,
                        ListTagsForResourceRequest.builder()
                                .resourceArn(LogsRoom.GROUP_ARN + "none")
                                .build()));
    }

    @Test
    void metricFiltersAreKeptAndTested() {
        room.group("g");
        room.call(
                LogsApi.PUT_METRIC_FILTER,
                PutMetricFilterRequest.builder()
                        .logGroupName("g")
                        .filterName("errors")
                        .filterPattern("ERROR")
                        .metricTransformations(MetricTransformation.builder()
                                .metricName("Errors")
                                .metricNamespace("Web")
                                .metricValue("1")
                                .defaultValue(0.0)
                                .build())
                        .build());
        assertThat(room.call(
                                LogsApi.DESCRIBE_METRIC_FILTERS,
                                DescribeMetricFiltersRequest.builder()
                                        .logGroupName("g")
                                        .build())
                        .metricFilters())
                .singleElement()
                .satisfies(filter -> {
                    assertThat(filter.filterPattern()).isEqualTo("ERROR");
                    assertThat(filter.metricTransformations().getFirst().defaultValue())
                            .isZero();
                });
        assertThat(room.call(
                                LogsApi.TEST_METRIC_FILTER,
                                TestMetricFilterRequest.builder()
                                        .filterPattern("[a, b > 1]")
                                        .logEventMessages("x 1", "y 2")
                                        .build())
                        .matches())
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.eventNumber()).isEqualTo(2);
                    assertThat(match.extractedValues()).isEqualTo(Map.of("$a", "y", "$b", "2"));
                });
    }

    @Test
    void whatIsMissingIsRefusedByNameAndSaysWhatToUse() {
        refused(
                "UnsupportedOperationException",
                "StartQuery is not supported by Gantry. Use FilterLogEvents",
                () -> room.call(LogsApi.START_QUERY, StartQueryRequest.builder().build()));
    }
}
