package io.gantry.tidy;

/**
 * One breach of a rule.
 *
 * @param rule the rule's short name, as the ratchet file writes it
 * @param place the file below the root and, after a {@code #}, the member
 * @param amount how bad it is: lines, parameters, or 1 for what is simply forbidden
 * @param message what is wrong and what to do instead, for people
 */
public record Violation(String rule, String place, int amount, String message) {
    /** What identifies the breach from one run to the next: it has no line number, so that other edits do not move it. */
    public String key() {
        return rule + " " + place;
    }

    @Override
    public String toString() {
        return key() + ": " + message;
    }
}
