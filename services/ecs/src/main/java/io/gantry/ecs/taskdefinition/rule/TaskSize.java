package io.gantry.ecs.taskdefinition.rule;

import io.gantry.base.AwsError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The task's own cpu and memory: numbers, or text with a unit.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">ECS: task
 *     definition parameters, task size</a>
 */
final class TaskSize {
    private static final Pattern SIZE = Pattern.compile("([0-9]*\\.?[0-9]+)\\s*([a-z]*)");
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private TaskSize() {}

    /** CPU units in {@code 1024}, {@code 1 vCPU} or {@code .5 vcpu}. */
    static Optional<Integer> cpu(@Nullable String text) {
        return parsed(text, "vcpu", "cpu", "Use CPU units, for example 1024, or vCPUs, for example '1 vCPU'.");
    }

    /** MiB in {@code 2048}, {@code 2GB} or {@code 0.5 GB}. */
    static Optional<Integer> memory(@Nullable String text) {
        return parsed(text, "gb", "memory", "Use MiB, for example 1024, or GB, for example '1 GB'.");
    }

    private static Optional<Integer> parsed(@Nullable String text, String unit, String setting, String allowed) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!size.matches() || !(size.group(2).isEmpty() || size.group(2).equals(unit))) {
            throw invalid(text, setting, allowed);
        }
        try {
            BigDecimal number = new BigDecimal(size.group(1));
            BigDecimal exact =
                    size.group(2).isEmpty() ? number : number.multiply(STEP).setScale(0, RoundingMode.DOWN);
            int value = exact.intValueExact();
            if (value < 1) {
                throw invalid(text, setting, allowed);
            }
            return Optional.of(value);
        } catch (ArithmeticException fractionOrTooGreat) {
            throw invalid(text, setting, allowed);
        }
    }

    private static AwsError invalid(String text, String setting, String allowed) {
        return Refusal.because("Invalid '" + setting + "' setting for task: '" + text + "'. " + allowed
                + " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
    }
}
