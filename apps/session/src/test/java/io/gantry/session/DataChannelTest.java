package io.gantry.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.SimulatedEnv;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Both ends of a data channel, with a line between them that a test may cut, in virtual time. */
class DataChannelTest {
    private static final String TOKEN = "token-of-this-session";

    private final SimulatedEnv env = SimulatedEnv.seeded(11);
    private final Deque<Runnable> line = new ArrayDeque<>();
    private final Host host = new Host();
    private final Client client = new Client();
    private Predicate<byte[]> lost = frame -> false;

    private final class Host implements HostEnd.Terminal {
        private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
        private final List<String> told = new ArrayList<>();
        private final HostEnd end = new HostEnd(env, "ecs-execute-command-1", "/bin/sh", this, new Line(true));
        private boolean full;

        @Override
        public boolean admits(String token) {
            return token.equals(TOKEN);
        }

        @Override
        public void ready() {
            told.add("ready");
        }

        @Override
        public boolean typed(byte[] bytes) {
            if (!full) {
                typed.writeBytes(bytes);
            }
            return !full;
        }

        @Override
        public void resized(int columns, int rows) {
            told.add(columns + "x" + rows);
        }

        @Override
        public void over(String reason) {
            told.add("over: " + reason);
        }
    }

    private final class Client implements ClientEnd.Screen {
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private final ClientEnd end = new ClientEnd(env, this, new Line(false));
        private boolean ready;
        private Optional<ClientEnd.Ending> ending = Optional.empty();

        @Override
        public void ready() {
            ready = true;
        }

        @Override
        public void printed(byte[] bytes) {
            printed.writeBytes(bytes);
        }

        @Override
        public void ended(ClientEnd.Ending how) {
            ending = Optional.of(how);
        }

        private String text() {
            return printed.toString(StandardCharsets.UTF_8);
        }
    }

    /** One direction of the line. */
    private final class Line implements Wire {
        private final boolean toClient;

        Line(boolean toClient) {
            this.toClient = toClient;
        }

        @Override
        public void text(String frame) {
            line.add(() -> host.end.heard(frame));
        }

        @Override
        public void binary(byte[] frame) {
            if (!lost.test(frame)) {
                line.add(() -> {
                    if (toClient) {
                        client.end.heard(frame);
                    } else {
                        host.end.heard(frame);
                    }
                });
            }
        }

        @Override
        public void close(int status, String reason) {
            line.add(() -> {
                if (toClient) {
                    client.end.gone(status + " " + reason);
                } else {
                    host.end.gone();
                }
            });
        }
    }

    private void deliver() {
        while (!line.isEmpty()) {
            line.removeFirst().run();
        }
    }

    /** Lets time pass in small steps; each end is polled when it asks for it. */
    private void pass(Duration time) {
        Duration step = Duration.ofMillis(50);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            env.clock().advance(step);
            host.end.wake().filter(at -> !env.now().isBefore(at)).ifPresent(at -> host.end.poll());
            client.end.wake().filter(at -> !env.now().isBefore(at)).ifPresent(at -> client.end.poll());
            deliver();
        }
    }

    private void open() {
        client.end.open(TOKEN);
        deliver();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shakesHandsAndCarriesBothWays() {
        open();
        assertThat(client.ready).isTrue();

        client.end.resize(120, 40);
        client.end.type(utf8("ls\n"));
        host.end.printed(utf8("bin  etc\n"));
        deliver();

        assertThat(host.told).containsExactly("ready", "120x40");
        assertThat(host.typed).hasToString("ls\n");
        assertThat(client.text()).isEqualTo("bin  etc\n");
    }

    @Test
    void aWrongTokenOpensNothing() {
        client.end.open("token-of-another");
        deliver();

        assertThat(client.ready).isFalse();
        assertThat(client.ending.orElseThrow().words()).isEqualTo("1008 the token is not valid");
        assertThat(host.told).containsExactly("over: its client has no valid token");
    }

    @Test
    void whoSaysNothingIsSentAway() {
        pass(Duration.ofSeconds(31));

        assertThat(client.ending.orElseThrow().words()).isEqualTo("1008 too slow");
    }

    @Test
    void tellsTheEndWithItsCodeAfterAllThatWasPrinted() {
        open();
        host.end.printed(utf8("last words"));
        host.end.end("", Optional.of(3));
        deliver();

        assertThat(client.text()).isEqualTo("last words");
        assertThat(client.ending).contains(new ClientEnd.Ending("", Optional.of(3)));
        assertThat(host.told).containsExactly("ready");
    }

    /** Each direction loses every third frame of bytes, whatever it is. */
    @Test
    void losesNothingAndDoublesNothingOnALineThatLoses() {
        int[] count = new int[1];
        lost = frame -> count[0]++ % 3 == 2;
        open();
        pass(Duration.ofSeconds(20));
        StringBuilder printed = new StringBuilder();
        for (int number = 0; number < 100; number++) {
            host.end.printed(utf8("p" + number + ";"));
            client.end.type(utf8("t" + number + ";"));
            printed.append('p').append(number).append(';');
            deliver();
        }
        pass(Duration.ofMinutes(2));

        assertThat(client.text()).isEqualTo(printed.toString());
        assertThat(host.typed).hasToString(printed.toString().replace('p', 't'));
        assertThat(client.end.hasRoom()).isTrue();
    }

    @Test
    void longOutputComesInPiecesThatFitAWindow() {
        open();
        lost = frame -> true;
        String much = "0123456789abcdef".repeat(64).repeat(256);
        host.end.printed(utf8(much));
        assertThat(host.end.hasRoom()).isFalse();

        lost = frame -> false;
        pass(Duration.ofSeconds(3));

        assertThat(host.end.hasRoom()).isTrue();
        assertThat(client.text()).isEqualTo(much);
    }

    @Test
    void whatIsTypedWaitsAtTheClientWhileThereIsNoRoom() {
        open();
        host.full = true;
        client.end.type(utf8("one "));
        client.end.type(utf8("two"));
        pass(Duration.ofSeconds(5));
        assertThat(host.typed.size()).isZero();

        host.full = false;
        pass(Duration.ofSeconds(5));

        assertThat(host.typed).hasToString("one two");
    }

    @Test
    void endsAfterTwentyIdleMinutesAndNotBefore() {
        open();
        pass(Duration.ofMinutes(15));
        client.end.type(utf8(" "));
        pass(Duration.ofMinutes(19));
        assertThat(client.ending).isEmpty();

        pass(Duration.ofMinutes(2));

        assertThat(client.ending.orElseThrow().words()).isEqualTo("The session was idle for 20 minutes.");
        assertThat(host.told).contains("over: it was idle");
    }

    @Test
    void aClientMayEndIt() {
        open();
        client.end.terminate();
        deliver();

        assertThat(host.told).containsExactly("ready", "over: its client ended it");
        assertThat(client.ending).isPresent();
    }

    @Test
    void aClientThatIsGoneIsNoticed() {
        open();
        client.end.gone("cut");
        deliver();

        assertThat(host.told).containsExactly("ready", "over: its client is gone");
        assertThat(host.end.wake()).isEmpty();
    }

    @Test
    void aClientThatHangsIsGivenUp() {
        open();
        lost = frame -> true;
        host.end.printed(utf8("hello?"));
        pass(Duration.ofMinutes(4));
        assertThat(host.told).containsExactly("ready");

        pass(Duration.ofMinutes(2));

        assertThat(host.told).contains("over: its client does not answer");
    }

    @Test
    void bytesThatAreNoFrameEndIt() {
        open();
        host.end.heard(utf8("hello"));
        deliver();

        assertThat(client.ending.orElseThrow().words()).isEqualTo("1007 unreadable frame");
        assertThat(host.told).contains("over: its client sent what is no frame");
    }
}
