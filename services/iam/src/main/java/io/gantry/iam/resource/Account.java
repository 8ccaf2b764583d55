package io.gantry.iam.resource;

import java.util.Optional;

/**
 * What an account's entities have in common, and their fence: IAM changes seldom and much of it rests on lists (names of
 * members, attachments, quotas), so one account's changes exclude each other.
 *
 * @param changes how often anything of the account's IAM was changed; who keeps something that follows from it, keeps it
 *     for as long as this number stands
 */
public record Account(String accountId, long changes, Optional<String> alias) {
    Account changed() {
        return new Account(accountId, changes + 1, alias);
    }

    /** With another alias, or none. */
    public Account withAlias(Optional<String> newAlias) {
        return new Account(accountId, changes, newAlias);
    }
}
