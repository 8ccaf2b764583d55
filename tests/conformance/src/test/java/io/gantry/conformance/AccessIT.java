package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Users, roles and their credentials by the AWS command line, as the guide walks them. */
@ExtendWith(SharedGantry.class)
final class AccessIT {
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"AWS": "@USER@"}}]}""";

    private final RunningGantry gantry;

    AccessIT(RunningGantry gantry) {
        this.gantry = gantry;
    }

    private Command.Ended aws(Map<String, String> environment, String... arguments) {
        AwsProgram _ = new AwsProgram(gantry);
        List<String> words = new ArrayList<>(List.of("aws"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--output", "json"));
        return new Command(words, environment, Path.of(".")).run();
    }

    private JsonNode root(String... arguments) {
        String output = aws(gantry.environment(), arguments).success();
        return EcsCalls.read(output.isBlank() ? "{}" : output);
    }

    private Map<String, String> as(JsonNode credentials) {
        Map<String, String> environment = new TreeMap<>(gantry.environment());
        environment.put("AWS_ACCESS_KEY_ID", credentials.path("AccessKeyId").asString());
        environment.put(
                "AWS_SECRET_ACCESS_KEY", credentials.path("SecretAccessKey").asString());
        if (credentials.has("SessionToken")) {
            environment.put(
                    "AWS_SESSION_TOKEN", credentials.path("SessionToken").asString());
        }
        return environment;
    }

    @Test
    void a_user_and_a_role_are_who_they_say_and_their_secrets_stand_nowhere() {
        assertThat(root("sts", "get-caller-identity").path("Arn").asString())
                .isEqualTo("arn:aws:iam::" + gantry.account() + ":root");
        JsonNode user = root("iam", "create-user", "--user-name", "ann").path("User");
        JsonNode key = root("iam", "create-access-key", "--user-name", "ann").path("AccessKey");
        Map<String, String> ann = as(key);
        JsonNode who = EcsCalls.read(aws(ann, "sts", "get-caller-identity").success());
        assertThat(who.path("Arn")).isEqualTo(user.path("Arn"));
        assertThat(who.path("UserId")).isEqualTo(user.path("UserId"));
        JsonNode _ = root(
                "iam",
                "create-role",
                "--role-name",
                "work",
                "--assume-role-policy-document",
                TRUST.replace("@USER@", user.path("Arn").asString()));
        String role = "arn:aws:iam::" + gantry.account() + ":role/work";
        JsonNode session = EcsCalls.read(
                        aws(ann, "sts", "assume-role", "--role-arn", role, "--role-session-name", "today")
                                .success())
                .path("Credentials");
        assertThat(EcsCalls.read(aws(as(session), "sts", "get-caller-identity").success())
                        .path("Arn")
                        .asString())
                .isEqualTo("arn:aws:sts::" + gantry.account() + ":assumed-role/work/today");
        Map<String, String> altered = as(session);
        altered.merge("AWS_SESSION_TOKEN", "x", String::concat);
        assertThat(aws(altered, "sts", "get-caller-identity").errors()).contains("(InvalidClientTokenId)");
        JsonNode _ = root("iam", "delete-role", "--role-name", "work");
        assertThat(aws(as(session), "sts", "get-caller-identity").errors()).contains("(InvalidClientTokenId)");
        assertNowhere(key.path("SecretAccessKey").asString());
        assertNowhere(session.path("SecretAccessKey").asString());
        JsonNode _ = root(
                "iam",
                "delete-access-key",
                "--user-name",
                "ann",
                "--access-key-id",
                key.path("AccessKeyId").asString());
        assertThat(aws(ann, "sts", "get-caller-identity").errors()).contains("(InvalidClientTokenId)");
        JsonNode _ = root("iam", "delete-user", "--user-name", "ann");
    }

    /** In no file of the home, whatever it is for. */
    private void assertNowhere(String secret) {
        try (Stream<Path> files = Files.walk(gantry.home())) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> holds(file, secret)))
                    .isEmpty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean holds(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException gone) {
            // The store replaces its files while it runs.
            return false;
        }
    }
}
