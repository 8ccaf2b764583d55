package io.gantry.wire.codec;

import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Members of requests that many operations share, asked for by name. */
public final class Members {
    private Members() {}

    /** What {@code request} has under this name; empty when it has no such member, or nothing was sent. */
    public static Optional<Object> value(SdkPojo request, String member) {
        return request.sdkFields().stream()
                .filter(field -> field.memberName().equals(member))
                .findFirst()
                .map(field -> field.getValueOrDefault(request));
    }

    /** The text that {@code request} has under this name; empty when there is none. */
    public static Optional<String> text(SdkPojo request, String member) {
        return value(request, member).filter(String.class::isInstance).map(String.class::cast);
    }

    /** Whether {@code request} has a member of this name that is true. */
    public static boolean isTrue(SdkPojo request, String member) {
        return request.sdkFields().stream()
                .filter(field -> field.memberName().equals(member))
                .anyMatch(field -> Boolean.TRUE.equals(field.getValueOrDefault(request)));
    }
}
