package io.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.settings.AccessKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class GantryCliTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return GantryCli.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    void withoutAServerItSaysWhatToDo() {
        assertThat(run("status", "--home", home.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("./gantry up").contains(home.toString());
    }

    @Test
    void anUnknownOptionIsAWrongCall() {
        assertThat(run("status", "--hme", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--hme");
    }

    @Test
    void tablesAlignTheirColumns() {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        new TextTable("A", "LONG").row("wide", "x").print(writer);
        writer.flush();
        assertThat(text.toString().lines()).containsExactly("A     LONG", "wide  x");
    }

    @Test
    void aStoppedTaskSaysWhyAndARunningOneWhere() {
        JsonMapper json = JsonMapper.shared();
        assertThat(Status.detail(json.readTree("""
                {"lastStatus":"STOPPED","stoppedReason":"Essential container in task exited",
                 "containers":[{"name":"web","exitCode":3}]}"""))).isEqualTo("Essential container in task exited; web exited 3");
        assertThat(Status.detail(json.readTree("""
                {"lastStatus":"RUNNING","containers":[{"name":"web","networkBindings":
                 [{"hostPort":32768,"containerPort":80,"protocol":"tcp"}]}]}"""))).isEqualTo("32768->web:80/tcp");
        assertThat(Status.age(Duration.ofSeconds(5))).isEqualTo("5 s");
        assertThat(Status.age(Duration.ofHours(5))).isEqualTo("5 h");
    }

    @Test
    void anAwsCliThatIgnoresTheEndpointVariableIsToldFromOthers() {
        assertThat(Doctor.tooOld("aws-cli/1.22.34 Python/3.9")).isTrue();
        assertThat(Doctor.tooOld("aws-cli/1.29.0 Python/3.9")).isFalse();
        assertThat(Doctor.tooOld("aws-cli/2.12.9 Python/3.11")).isTrue();
        assertThat(Doctor.tooOld("aws-cli/2.13.0 Python/3.11")).isFalse();
        assertThat(Doctor.tooOld("something else")).isFalse();
    }

    @Test
    void theSignatureCoversTheBodyAndEveryHeader() {
        Signature signature = new Signature(new AccessKey("AKIDEXAMPLE", "secret"), "us-east-1", "ecs");
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        Map<String, String> headers = Map.of("host", "localhost", "x-amz-target", "A.B");
        Map<String, String> signed = signature.sign(headers, new byte[] {1}, now);
        assertThat(signed.get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/us-east-1/ecs/aws4_request,"
                        + " SignedHeaders=host;x-amz-date;x-amz-target, Signature=");
        assertThat(signature.sign(headers, new byte[] {2}, now)).isNotEqualTo(signed);
        assertThat(signature.sign(Map.of("host", "elsewhere", "x-amz-target", "A.B"), new byte[] {1}, now))
                .isNotEqualTo(signed);
    }

    @Test
    void aShellNeedsATask() {
        assertThat(run("shell", "--home", home.toString())).isEqualTo(2);
        assertThat(run("shell", "--home", home.toString(), "--", "ls", "-l")).isEqualTo(1);
        assertThat(err.toString()).contains("say which task");
    }

    @Test
    void wordsOfACommandComeThroughAsTheyAre() {
        assertThat(Shell.quoted(List.of("sh", "-c", "echo 'its' $HOME", "", "/usr/bin/a.b-c")))
                .isEqualTo("sh -c 'echo '\\''its'\\'' $HOME' '' /usr/bin/a.b-c");
    }
}
