package io.gantry.ecs.taskdefinition.rule;

/** The family's name, and how many containers there are. */
final class FamilyRule implements Rule {
    private static final int MOST_CONTAINERS = 10;

    @Override
    public void check(Draft draft) {
        String family = draft.request().family();
        if (family == null || family.isEmpty()) {
            throw Refusal.because("Family should not be null or empty.");
        }
        if (!family.matches("[a-zA-Z0-9_-]{1,255}")) {
            throw Refusal.because("Invalid family name '" + family
                    + "'. Up to 255 letters (uppercase and lowercase), numbers, hyphens and underscores are allowed.");
        }
        if (draft.containers().isEmpty()) {
            throw Refusal.because("Container list cannot be empty.");
        }
        if (draft.containers().size() > MOST_CONTAINERS) {
            throw Refusal.because("A task definition can have at most " + MOST_CONTAINERS + " containers, not "
                    + draft.containers().size() + ".");
        }
    }
}
