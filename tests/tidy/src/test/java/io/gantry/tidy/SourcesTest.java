package io.gantry.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looks at every Java file of the project. */
class SourcesTest {
    private static final int AT_LEAST_FILES = 60;

    private final Repository repository = Repository.around(Path.of(""));

    @Test
    void everyFileKeepsTheRulesOrIsInTheRatchet() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : repository.javaFiles()) {
            files.put(file, repository.text(file));
        }
        assertThat(files).as("files found").hasSizeGreaterThan(AT_LEAST_FILES);

        List<Violation> found = Rules.check(Source.parse(files));

        Ratchet ratchet = Ratchet.parse(repository.text("tests/tidy/ratchet.txt"));
        assertThat(String.join("\n", ratchet.judge(found))).isEmpty();
    }

    @Test
    void everyModuleOfTheTreeIsBuilt() {
        assertThat(repository.modules())
                .contains("kernel/base", "services/ecs", "tests/tidy")
                .doesNotHaveDuplicates();
    }
}
