package io.gantry.ecs.taskdefinition.rule;

import java.util.regex.Pattern;

/** Where images lie, as their names tell. */
public final class Images {
    private static final Pattern ECR =
            Pattern.compile("[0-9]{12}\\.dkr[.-]ecr(-fips)?\\.[a-z0-9-]+\\.(amazonaws\\.com(\\.cn)?|on\\.aws)/.+");

    private Images() {}

    /** Whether {@code image} lies in a private registry of Amazon ECR. */
    public static boolean inEcr(String image) {
        return ECR.matcher(image).matches();
    }
}
