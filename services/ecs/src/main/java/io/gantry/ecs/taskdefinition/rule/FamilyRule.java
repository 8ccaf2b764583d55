package io.gantry.ecs.taskdefinition.rule;

/** The family's name, and how many containers there are. */
final class FamilyRule implements Rule {
    private static final int MOST_CONTAINERS = 10;
    private static final int NAME_LENGTH = 255;

    @Override
    public void check(Draft draft) {
        String family = draft.request().family();
        if (family == null || family.isEmpty()) {
            throw Refusal.because("Family should not be null or empty.");
        }
        if (family.length() > NAME_LENGTH) {
            throw Refusal.because("Family should be " + NAME_LENGTH + " characters or less.");
        }
        if (!family.matches("[a-zA-Z0-9_-]+")) {
            throw Refusal.because(
                    "Family contains invalid characters. Letters (uppercase and lowercase), numbers, hyphens"
                            + " and underscores are allowed, unlike in '" + family + "'.");
        }
        if (draft.containers().isEmpty()) {
            throw Refusal.because("Container list cannot be empty.");
        }
        if (draft.containers().size() > MOST_CONTAINERS) {
            throw Refusal.because("Too many containers. A task definition can have at most " + MOST_CONTAINERS
                    + ", not " + draft.containers().size() + ".");
        }
    }
}
