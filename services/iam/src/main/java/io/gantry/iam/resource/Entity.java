package io.gantry.iam.resource;

import io.gantry.base.Arn;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** What every named thing of an account has. IAM is global: its ARNs and ids have no region. */
public interface Entity {
    /** Twelve digits. */
    String accountId();

    /** Its name, in the case in which it was made; names differ by more than case. */
    String name();

    /** AWS's unique id, for example {@code AROA...}: a thing that is deleted and made anew gets another. */
    String entityId();

    /** Begins and ends with a slash. */
    String path();

    /** To the second. */
    Instant createDate();

    /** By key, in the order of the keys. */
    Map<String, String> tags();

    /** The kind in its ARN, for example {@code role}. */
    String type();

    /** Its ARN. */
    default String arn() {
        return arn(accountId(), type(), path(), name());
    }

    /** The id of its record. */
    default String id() {
        return id(accountId(), name());
    }

    /** The id of the record of what is called {@code name}. */
    static String id(String accountId, String name) {
        return accountId + "/" + name.toLowerCase(Locale.ROOT);
    }

    /** The ARN of what is called {@code name}. */
    static String arn(String accountId, String type, String path, String name) {
        return Arn.of("iam", "", accountId, type + path + name).toString();
    }
}
