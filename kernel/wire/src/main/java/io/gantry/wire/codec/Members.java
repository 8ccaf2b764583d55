package io.gantry.wire.codec;

import software.amazon.awssdk.core.SdkPojo;

/** Members of requests that many operations share, asked for by name. */
public final class Members {
    private Members() {}

    /** Whether {@code request} has a member of this name that is true. */
    public static boolean isTrue(SdkPojo request, String member) {
        return request.sdkFields().stream()
                .filter(field -> field.memberName().equals(member))
                .anyMatch(field -> Boolean.TRUE.equals(field.getValueOrDefault(request)));
    }
}
