package io.gantry.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.access.PolicyAuthorizer;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.models.ecs.EcsApi;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.records.Json;
import io.gantry.state.Table;
import io.gantry.wire.Gateway;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.SigV4Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Every member of every operation with every sort of bad value, through the gateway into a room with a host and a running
 * task: whatever comes is answered, never as a fault, and what was kept can be read again.
 */
class BadInputTest {
    private static final int DEEPEST = 7;

    /** Ends nothing else in the room, so that the calls after it meet what the first met. */
    private static final String UNLIKELY = "f".repeat(32);

    private static final List<@Nullable Object> BAD = Arrays.asList(
            null,
            "",
            " ",
            "x".repeat(10_000),
            "x".repeat(200_000),
            "\u0000",
            "\u00e9\u2603",
            "arn:",
            "arn:aws:ecs:us-east-1:999999999999:cluster/default",
            EcsRoom.ARN,
            EcsRoom.ARN + "task/default/0",
            "../../etc",
            "BOGUS",
            -1,
            0,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            1.5,
            1e300,
            true,
            List.of(),
            Map.of(),
            List.of(""),
            List.of(List.of()),
            Collections.singletonList(null),
            Collections.nCopies(101, "a"),
            Collections.nCopies(101, Map.of()),
            Map.of("x".repeat(60_000), "y"),
            Collections.singletonMap("a", null));

    /** No root, so that it is told what the calls need; and allowed everything, whatever the call needs to be told. */
    private static final Credential ADMIN = new Credential(
            "secret",
            EcsRoom.ACCOUNT,
            "arn:aws:iam::" + EcsRoom.ACCOUNT + ":user/admin",
            false,
            Optional.empty(),
            Optional.empty());

    private static final PolicySet EVERYTHING =
            PolicySet.of(List.of(new PolicySource("everything", PolicyDocument.parse("""
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "*", "Resource": "*"},
                      {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
                        "StringLike": {"aws:ResourceTag/x": "never", "aws:RequestTag/x": "never", "aws:TagKeys": "never"}}}]}""", PolicyKind.INLINE))));

    private final TaskRoom room = new TaskRoom();
    private final SigV4Signer signer = new SigV4Signer("AKIAROOT", "secret", Optional.empty(), EcsRoom.REGION, "ecs");
    private final String instance = room.register(4_000, 8_000).containerInstanceArn();
    private final String task = runningTask();
    private final Gateway gateway = new Gateway(
            OperationRegistry.of(List.of(EcsApi.MODEL), room.room().ecs().operations()),
            new Gateway.Ports(
                    room.room().env(),
                    key -> Optional.of(ADMIN),
                    new PolicyAuthorizer(
                            Ecs.access(),
                            call -> EVERYTHING,
                            () -> room.room().store().view(),
                            () -> room.room().env().now()),
                    fault -> false));

    private String runningTask() {
        AgentChannel deaf = new AgentChannel() {
            @Override
            public void send(String frame) {}

            @Override
            public void close(int code, String reason) {}
        };
        room.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + instance, deaf);
        room.define("shop", in -> {});
        return room.run(in -> in.taskDefinition("shop")).tasks().getFirst().taskArn();
    }

    @AfterEach
    void close() {
        room.close();
    }

    static Stream<String> operations() {
        return new EcsRoom()
                .ecs().operations().keySet().stream().map(OperationType::name).sorted();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whateverAMemberHoldsIsAnswered(String operation) {
        OperationType<?, ?> type = EcsApi.MODEL.operations().stream()
                .filter(found -> found.name().equals(operation))
                .findFirst()
                .orElseThrow();
        List<List<Object>> places = new ArrayList<>();
        places(type.newInput(), List.of(), places);
        for (List<Object> place : places) {
            for (Object bad : BAD) {
                Map<String, Object> body = base(operation);
                put(body, place, bad);
                Reply reply = call(operation, body);
                assertThat(reply.status())
                        .as(() -> operation + " " + place + " " + shown(bad) + ": " + text(reply))
                        .isBetween(200, 499);
                if (reply.status() != 200) {
                    assertThat(text(reply))
                            .contains("__type")
                            .contains("message")
                            .hasSizeLessThan(40_000);
                }
            }
        }
        room.settle();
        for (Table<?> table : Ecs.tables()) {
            assertThat(room.room().store().view().list(table, "")).isNotNull();
        }
        assertThat(room.ledgers()).allMatch(ledger -> ledger.freeCpu() >= 0 && ledger.freeMemory() >= 0);
    }

    /** A valid call, so that what is bad meets the operation and not its neighbour. */
    private Map<String, Object> base(String operation) {
        Map<String, Object> valid = new LinkedHashMap<>();
        valid.put("cluster", operation.startsWith("Delete") ? UNLIKELY : "default");
        valid.put("task", task);
        valid.put("tasks", List.of(task));
        valid.put("taskDefinition", "shop");
        valid.put("taskDefinitions", List.of("shop:7"));
        valid.put("containerInstance", operation.startsWith("Deregister") ? UNLIKELY : instance);
        valid.put("containerInstances", List.of(instance));
        valid.put("resourceArn", instance);
        valid.put("tags", List.of(Map.of("key", "a", "value", "b")));
        valid.put("tagKeys", List.of("a"));
        valid.put("family", "bad");
        valid.put("containerDefinitions", List.of(Map.of("name", "a", "image", "b", "memory", 4)));
        valid.put("targetType", "container-instance");
        valid.put("attributes", List.of(Map.of("name", "a", "targetId", instance)));
        valid.put("attachments", List.of(Map.of("attachmentArn", "a", "status", "b")));
        valid.put("status", "RUNNING");
        valid.put("containerName", "web");
        valid.put("name", "containerInsights");
        valid.put("value", "enabled");
        valid.put("settings", List.of(Map.of("name", "containerInsights", "value", "enabled")));
        valid.put("capacityProviders", List.of("FARGATE"));
        valid.put("defaultCapacityProviderStrategy", List.of());
        switch (operation) {
            case "UpdateContainerInstancesState" -> valid.put("status", "ACTIVE");
            case "DescribeTaskDefinition",
                    "ListTaskDefinitions",
                    "ListTaskDefinitionFamilies",
                    "ListContainerInstances" -> valid.remove("status");
            case "RegisterContainerInstance" -> valid.put("attributes", List.of(Map.of("name", "a")));
            case "ListTasks" -> valid.remove("containerInstance");
            default -> {}
        }
        return valid;
    }

    private static void places(SdkPojo shape, List<Object> path, List<List<Object>> found) {
        for (SdkField<?> field : shape.sdkFields()) {
            place(field, plus(path, field.locationName()), found);
        }
    }

    private static void place(SdkField<?> field, List<Object> path, List<List<Object>> found) {
        found.add(path);
        if (path.size() > DEEPEST) {
            return;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            places(field.constructor().get(), path, found);
        } else if (type.equals(MarshallingType.LIST)) {
            place(field.getTrait(ListTrait.class).memberFieldInfo(), plus(path, 0), found);
        } else if (type.equals(MarshallingType.MAP)) {
            place(field.getTrait(MapTrait.class).valueFieldInfo(), plus(path, "key"), found);
        }
    }

    private static List<Object> plus(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** Puts {@code value} there; what stands beside it in a list's first item stays, so that its required members do. */
    private static void put(Map<String, Object> body, List<Object> path, @Nullable Object value) {
        body.put((String) path.getFirst(), inside(body.get(path.getFirst()), path.subList(1, path.size()), value));
    }

    private static @Nullable Object inside(@Nullable Object old, List<Object> path, @Nullable Object value) {
        if (path.isEmpty()) {
            return value;
        }
        List<Object> rest = path.subList(1, path.size());
        if (path.getFirst() instanceof String member) {
            Map<String, Object> map = new HashMap<>();
            if (old instanceof Map<?, ?> known) {
                known.forEach((key, kept) -> map.put((String) key, kept));
            }
            map.put(member, inside(map.get(member), rest, value));
            return map;
        }
        Object first = old instanceof List<?> known && !known.isEmpty() ? known.getFirst() : null;
        return Collections.singletonList(inside(first, rest, value));
    }

    private Reply call(String operation, Map<String, Object> body) {
        Headers headers = new Headers.Builder()
                .add("host", "gantry")
                .add("content-type", "application/x-amz-json-1.1")
                .add("x-amz-target", "AmazonEC2ContainerServiceV20141113." + operation)
                .build();
        Request bare = new Request(
                "POST", "/", "", headers, Json.MAPPER.writeValueAsBytes(body), URI.create("http://gantry:4566"));
        Headers.Builder all = bare.headers().toBuilder();
        signer.sign(bare, room.room().env().now()).forEach(all::add);
        return gateway.handle(bare.withHeaders(all.build()));
    }

    private static String shown(@Nullable Object bad) {
        String text = String.valueOf(bad);
        return text.length() < 100 ? text : text.substring(0, 100);
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
