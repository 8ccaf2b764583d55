package io.gantry.ecs.resource;

import io.gantry.base.AwsError;
import io.gantry.placement.query.Parsed;
import io.gantry.placement.query.Query;
import java.util.function.Function;

/** Expressions of the cluster query language as callers write them. */
public final class Queries {
    private Queries() {}

    /**
     * The query that {@code expression} is.
     *
     * @param refusal makes the operation's refusal of a message
     * @throws AwsError that refusal, with what is wrong and at which column
     */
    public static Query of(String expression, Function<String, AwsError> refusal) {
        return switch (Query.parse(expression)) {
            case Parsed.Valid valid -> valid.query();
            case Parsed.Invalid invalid ->
                throw refusal.apply(
                        "Invalid expression '" + expression + "' at column " + invalid.column() + ": " + invalid.why());
        };
    }
}
