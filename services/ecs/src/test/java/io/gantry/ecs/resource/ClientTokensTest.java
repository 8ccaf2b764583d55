package io.gantry.ecs.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.control.Step;
import io.gantry.ecs.EcsRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientTokensTest {
    private static final Scope SCOPE = new Scope(EcsRoom.ACCOUNT, EcsRoom.REGION);

    private final EcsRoom room = new EcsRoom();

    @Test
    void theSameCallIsAnsweredAgain() {
        assertThat(made("t", "count=2")).isEmpty();
        remember("t", "count=2", List.of("one", "two"));
        assertThat(made("t", "count=2")).contains(List.of("one", "two"));
        assertThat(made("other", "count=2")).isEmpty();
    }

    @Test
    void anotherCallWithTheTokenConflicts() {
        remember("t", "count=2", List.of("one"));
        assertThatThrownBy(() -> made("t", "count=3")).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.code()).isEqualTo("ConflictException");
            assertThat(error.members()).isEqualTo(Map.of("resourceIds", List.of("one")));
        });
    }

    @Test
    void afterADayItIsForgotten() {
        remember("t", "count=2", List.of("one"));
        String id = SCOPE.id("RunTask/t");
        room.env().clock().advance(Duration.ofHours(23));
        assertThat(room.step("client-token", id)).isInstanceOf(Step.Wait.class);
        assertThat(made("t", "count=2")).isPresent();
        room.env().clock().advance(Duration.ofHours(2));
        assertThat(made("t", "count=3")).isEmpty();
        assertThat(room.step("client-token", id)).isInstanceOf(Step.Commit.class);
        assertThat(room.store().view().get(ClientTokens.TABLE, id)).isEmpty();
        assertThat(room.step("client-token", id)).isInstanceOf(Step.Settled.class);
    }

    private Optional<List<String>> made(String token, String parameters) {
        return room.store().transact(tx -> ClientTokens.made(tx, SCOPE, "RunTask", token, parameters));
    }

    private void remember(String token, String parameters, List<String> resources) {
        room.store().transact(tx -> {
            ClientTokens.remember(tx, SCOPE, "RunTask", token, parameters, resources);
            return token;
        });
    }
}
