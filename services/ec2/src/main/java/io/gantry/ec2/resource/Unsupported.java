package io.gantry.ec2.resource;

import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Members of a request that Gantry cannot honour: refused by name. What says nothing (false, 0, empty) is no demand. */
public final class Unsupported {
    private Unsupported() {}

    /**
     * Refuses {@code member} if it demands something.
     *
     * @throws io.gantry.base.AwsError UnsupportedOperation
     */
    public static void member(String member, @Nullable Object value) {
        boolean silent = switch (value) {
            case null -> true;
            case Boolean flag -> !flag;
            case Integer number -> number == 0;
            case String text -> text.isEmpty();
            case Collection<?> items -> items.isEmpty();
            case Object other -> Objects.equals(other, "");
        };
        if (!silent) {
            throw Ec2Errors.unsupported("The parameter " + member + " is not supported by Gantry.");
        }
    }
}
