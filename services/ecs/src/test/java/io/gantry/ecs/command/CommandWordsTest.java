package io.gantry.ecs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
    /** Words are divided by {@code |}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "/bin/sh~/bin/sh",
                "  ls   -l / ~ls|-l|/",
                "sh -c 'ls /; echo $HOME'~sh|-c|ls /; echo $HOME",
                "echo \"a  b\" c~echo|a  b|c",
                "echo a\\ b~echo|a b",
                "echo \"say \\\"hi\\\" to \\$USER\"~echo|say \"hi\" to $USER",
                "echo \"keeps\\n\"~echo|keeps\\n",
                "echo it''s one'wo'rd\"s\"~echo|its|onewords",
                "echo '\\' x~echo|\\|x"
            })
    void areTheShells(String command, String words) {
        assertThat(CommandWords.of(command)).contains(Arrays.asList(words.split("\\|")));
    }

    @Test
    void anEmptyQuoteIsAWord() {
        assertThat(CommandWords.of("printf '' \"\"")).contains(List.of("printf", "", ""));
    }

    @Test
    void blankIsNoWord() {
        assertThat(CommandWords.of(" \t\n ")).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo 'a", "echo \"a", "echo \"a\\\"", "echo a\\"})
    void anOpenEndIsNoCommand(String command) {
        assertThat(CommandWords.of(command)).isEmpty();
    }
}
