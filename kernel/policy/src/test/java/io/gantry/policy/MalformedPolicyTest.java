package io.gantry.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that are none, and IAM's reason. */
class MalformedPolicyTest {
    /** The lines of {@code malformed.txt}: a kind, the reason, the document. */
    static List<String> lines() {
        return Table.lines("malformed.txt");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isRefusedWithItsReason(String line) {
        String[] cells = line.split(" \\| ", 3);
        PolicyKind kind = PolicyKind.valueOf(cells[0].toUpperCase(Locale.ROOT));
        if (cells[1].equals("fine")) {
            assertThat(PolicyDocument.parse(cells[2], kind).statements()).isNotEmpty();
            return;
        }
        assertThatThrownBy(() -> PolicyDocument.parse(cells[2], kind))
                .isInstanceOfSatisfying(
                        MalformedPolicy.class,
                        refused -> assertThat(refused.reason()).isEqualTo(cells[1]));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2000"})
    void deepOrLongTextsAreNoDocuments(int depth) {
        String text = "[".repeat(depth) + "]".repeat(depth);
        assertThatThrownBy(() -> PolicyDocument.parse(text, PolicyKind.INLINE)).isInstanceOf(MalformedPolicy.class);
    }
}
