package io.gantry.iam.resource;

import io.gantry.wire.http.Percent;
import java.util.List;

/** Policy documents as they come, are measured, and go. */
public final class Documents {
    private Documents() {}

    /** As IAM's answers carry a document: percent-encoded after RFC 3986. */
    public static String encoded(String document) {
        return Percent.encode(document, false);
    }

    /** The size that quotas measure: IAM does not count white space. */
    public static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /** The size of several together. */
    public static int size(List<String> documents) {
        return documents.stream().mapToInt(Documents::size).sum();
    }
}
