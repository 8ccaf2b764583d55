package io.gantry.iam.resource;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers call things. The model's constraints have been checked: letters, digits and {@code + = , . @ _ -}. */
public final class Names {
    private static final String ROOT = "/";

    private Names() {}

    /** The path that a call gives; without one it is a slash. */
    public static String path(@Nullable String path) {
        if (path == null || path.isEmpty()) {
            return ROOT;
        }
        if (!path.startsWith(ROOT) || !path.endsWith(ROOT) || path.contains("//")) {
            throw IamErrors.validation(
                    "The specified value for path is invalid. It must begin and end with / and contain"
                            + " only alphanumeric characters and/or / characters.");
        }
        return path;
    }

    /** The text, if it says anything. */
    public static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isEmpty());
    }
}
