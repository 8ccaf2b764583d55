package io.gantry.agent.node.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that was written byte by byte is one that the kernel runs. */
final class PauseProgramTest {
    @TempDir
    Path directory;

    @Test
    void waitsUntilItIsToldToEnd() throws IOException, InterruptedException {
        String architecture = System.getProperty("os.arch", "").replace("aarch64", "arm64");
        Assumptions.assumeTrue(System.getProperty("os.name", "").equals("Linux"));
        Path program = directory.resolve("pause");
        Files.write(program, PauseProgram.of(architecture));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Process process = new ProcessBuilder(program.toString()).start();
        assertThat(process.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        process.destroy();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Where this was run under an emulator it waited and ended too; here its jumps and addresses are checked. */
    @Test
    void theOtherArchitecturesInstructionsPointWhereTheyShould() {
        ByteBuffer file = ByteBuffer.wrap(PauseProgram.of("arm64")).order(ByteOrder.LITTLE_ENDIAN);
        int code = 120;

        assertThat(file.getShort(18)).isEqualTo((short) 183);
        assertThat(file.getLong(24)).isEqualTo(0x400000 + code);
        assertThat(file.getInt(code + 8)).as("adr x1, signals").isEqualTo(0x100001c1);
        assertThat(file.getInt(code + 28)).as("adr x0, signals").isEqualTo(0x10000120);
        assertThat(file.getInt(code + 48)).as("tbnz x0, #63, again").isEqualTo(0xb7ffff40);
        assertThat(file.getLong(code + 64)).isEqualTo(0x4002);
    }

    @Test
    void sameBytesEachTime() {
        assertThat(PauseImage.archive("arm64")).isEqualTo(PauseImage.archive("arm64"));
        assertThat(PauseImage.archive("amd64")).isNotEqualTo(PauseImage.archive("arm64"));
    }

    @Test
    void anotherArchitectureIsRefusedByName() {
        assertThatThrownBy(() -> PauseImage.archive("riscv64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("riscv64");
    }
}
