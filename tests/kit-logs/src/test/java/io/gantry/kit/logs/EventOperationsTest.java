package io.gantry.kit.logs;

import static io.gantry.kit.logs.LogsRoom.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.models.logs.LogsApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/** Events: put, read in pages, and searched for. */
final class EventOperationsTest {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final LogsRoom room = new LogsRoom();

    @BeforeEach
    void streams() {
        room.group("g");
        room.stream("g", "a");
        room.stream("g", "b");
    }

    @Test
    void aBatchIsRefusedWholeForItsShape() {
        refused("ResourceNotFoundException", "log stream", () -> room.put("g", "none", "0:x"));
        refused("InvalidParameterException", "chronological order", () -> room.put("g", "a", "5:x", "4:y"));
        refused(
                "InvalidParameterException",
                "cannot span more than 24 hours",
                () -> room.put("g", "a", -DAY - 1 + ":x", "0:y"));
        refused(
                "InvalidParameterException",
                "Upload too large: 1048577 bytes exceeds limit of 1048576",
                () -> room.put("g", "a", "0:" + "x".repeat(1_048_576 - 25)));
        assertThat(room.put("g", "a", "0:" + "x".repeat(1_048_576 - 26)).rejectedLogEventsInfo())
                .isNull();
        assertThat(filter(FilterLogEventsRequest.builder()).events()).hasSize(1);
    }

    @Test
    void eventsOutsideTheTimeAreRejectedAndTheOthersKept() {
        room.call(
                LogsApi.PUT_RETENTION_POLICY,
                PutRetentionPolicyRequest.builder()
                        .logGroupName("g")
                        .retentionInDays(7)
                        .build());
        RejectedLogEventsInfo rejected = room.put(
                        "g",
                        "a",
                        -15 * DAY + ":too old",
                        -8 * DAY + ":expired",
                        "0:kept",
                        Duration.ofHours(3).toMillis() + ":too new")
                .rejectedLogEventsInfo();
        assertThat(rejected.tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(rejected.expiredLogEventEndIndex()).isEqualTo(2);
        assertThat(rejected.tooNewLogEventStartIndex()).isEqualTo(3);
        assertThat(filter(FilterLogEventsRequest.builder()).events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("kept");
    }

    @Test
    void tokensOfAwsAreIgnoredAndPositionsAreKeptOnce() {
        room.put(PutLogEventsRequest.builder().sequenceToken("any"), "g", "a", "0:one");
        room.put(PutLogEventsRequest.builder().sequenceToken("gantry/0/1/x"), "g", "a", "0:two");
        refused(
                "DataAlreadyAcceptedException",
                "gantry/0/1/x",
                () -> room.put(PutLogEventsRequest.builder().sequenceToken("gantry/0/1/x"), "g", "a", "0:two"));
        refused(
                "InvalidSequenceTokenException",
                "gantry/0/1/x",
                () -> room.put(PutLogEventsRequest.builder().sequenceToken("gantry/2/3/y"), "g", "a", "0:three"));
        assertThat(filter(FilterLogEventsRequest.builder()).events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("one", "two");
        assertThat(room.call(
                                LogsApi.DESCRIBE_LOG_STREAMS,
                                DescribeLogStreamsRequest.builder()
                                        .logGroupName("g")
                                        .build())
                        .logStreams()
                        .getFirst()
                        .uploadSequenceToken())
                .isEqualTo("gantry/0/1/x");
    }

    @Test
    void aStreamIsReadForwardsToItsEndWhichGivesTheSameToken() {
        room.put("g", "a", "1:1", "2:2", "3:3", "3:4", "5:5");
        GetLogEventsResponse page =
                get(GetLogEventsRequest.builder().startFromHead(true).limit(2));
        List<String> read = new ArrayList<>(messages(page));
        String token = "";
        while (!page.nextForwardToken().equals(token)) {
            token = page.nextForwardToken();
            page = get(GetLogEventsRequest.builder()
                    .nextToken(token)
                    .startFromHead(true)
                    .limit(2));
            read.addAll(messages(page));
        }
        assertThat(read).containsExactly("1", "2", "3", "4", "5");
        assertThat(page.events()).isEmpty();

        room.put("g", "a", "6:6");
        GetLogEventsResponse after =
                get(GetLogEventsRequest.builder().nextToken(token).startFromHead(true));
        assertThat(messages(after)).as("the end was only the end for then").containsExactly("6");
        assertThat(messages(get(GetLogEventsRequest.builder()
                        .nextToken(page.nextBackwardToken())
                        .limit(1))))
                .as("back from the end")
                .containsExactly("5");
    }

    @Test
    void theLatestComeFirstUnlessTheHeadIsAskedFor() {
        room.put("g", "a", "1:1", "2:2", "3:3", "4:4", "5:5");
        GetLogEventsResponse latest = get(GetLogEventsRequest.builder().limit(2));
        assertThat(messages(latest)).containsExactly("4", "5");
        GetLogEventsResponse before = get(GetLogEventsRequest.builder().limit(2).nextToken(latest.nextBackwardToken()));
        assertThat(messages(before)).containsExactly("2", "3");
        GetLogEventsResponse first = get(GetLogEventsRequest.builder().limit(2).nextToken(before.nextBackwardToken()));
        assertThat(messages(first)).containsExactly("1");
        GetLogEventsResponse none = get(GetLogEventsRequest.builder().limit(2).nextToken(first.nextBackwardToken()));
        assertThat(none.events()).isEmpty();
        assertThat(none.nextBackwardToken()).isEqualTo(first.nextBackwardToken());
        assertThat(messages(get(GetLogEventsRequest.builder()
                        .startFromHead(true)
                        .startTime(room.now() + 2)
                        .endTime(room.now() + 4))))
                .as("the end is not included")
                .containsExactly("2", "3");
        refused(
                "InvalidParameterException",
                "nextToken is invalid",
                () -> get(GetLogEventsRequest.builder().nextToken("x/1")));
    }

    @Test
    void anEmptyStreamCanBeFollowed() {
        GetLogEventsResponse empty = get(GetLogEventsRequest.builder());
        assertThat(empty.events()).isEmpty();
        room.put("g", "a", "1:1");
        assertThat(messages(get(GetLogEventsRequest.builder()
                        .nextToken(empty.nextForwardToken())
                        .startFromHead(true))))
                .containsExactly("1");
    }

    @Test
    void aGroupIsSearchedAcrossItsStreams() {
        room.put("g", "a", "1:GET 200", "3:GET 404", "5:PUT 500");
        room.put("g", "b", "2:GET 500", "4:GET 200");

        FilterLogEventsResponse all = filter(FilterLogEventsRequest.builder());
        assertThat(all.events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("GET 200", "GET 500", "GET 404", "GET 200", "PUT 500");
        assertThat(all.events()).extracting(FilteredLogEvent::logStreamName).containsExactly("a", "b", "a", "b", "a");
        assertThat(all.events())
                .extracting(FilteredLogEvent::eventId)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(all.nextToken()).isNull();
        assertThat(all.hasSearchedLogStreams()).isTrue();

        assertThat(texts(FilterLogEventsRequest.builder().filterPattern("GET -200")))
                .containsExactly("GET 500", "GET 404");
        assertThat(texts(FilterLogEventsRequest.builder().logStreamNames("b"))).containsExactly("GET 500", "GET 200");
        assertThat(texts(FilterLogEventsRequest.builder()
                        .logStreamNamePrefix("a")
                        .filterPattern("GET")))
                .containsExactly("GET 200", "GET 404");
        assertThat(texts(FilterLogEventsRequest.builder()
                        .startTime(room.now() + 2)
                        .endTime(room.now() + 4)))
                .as("the end is included")
                .containsExactly("GET 500", "GET 404", "GET 200");
        refused(
                "ResourceNotFoundException",
                "log stream",
                () -> texts(FilterLogEventsRequest.builder().logStreamNames("none")));
        refused(
                "InvalidParameterException",
                "Invalid character(s) in term 'a-b'",
                () -> texts(FilterLogEventsRequest.builder().filterPattern("a-b")));
    }

    @Test
    void aSearchGoesOnFromPageToPage() {
        room.put("g", "a", "1:x1", "2:y", "3:x2", "4:x3");
        FilterLogEventsResponse first = filter(
                FilterLogEventsRequest.builder().filterPattern("x1 -none").limit(1));
        assertThat(first.events()).hasSize(1);
        List<String> read = new ArrayList<>();
        FilterLogEventsResponse page = filter(
                FilterLogEventsRequest.builder().filterPattern("?x1 ?x2 ?x3").limit(1));
        page.events().forEach(event -> read.add(event.message()));
        while (page.nextToken() != null) {
            page = filter(FilterLogEventsRequest.builder()
                    .filterPattern("?x1 ?x2 ?x3")
                    .limit(1)
                    .nextToken(page.nextToken()));
            page.events().forEach(event -> read.add(event.message()));
        }
        assertThat(read).containsExactly("x1", "x2", "x3");
    }

    private GetLogEventsResponse get(GetLogEventsRequest.Builder request) {
        return room.call(
                LogsApi.GET_LOG_EVENTS,
                request.logGroupName("g").logStreamName("a").build());
    }

    private static List<String> messages(GetLogEventsResponse page) {
        return page.events().stream().map(OutputLogEvent::message).toList();
    }

    private FilterLogEventsResponse filter(FilterLogEventsRequest.Builder request) {
        return room.call(LogsApi.FILTER_LOG_EVENTS, request.logGroupName("g").build());
    }

    private List<String> texts(FilterLogEventsRequest.Builder request) {
        return filter(request).events().stream().map(FilteredLogEvent::message).toList();
    }
}
