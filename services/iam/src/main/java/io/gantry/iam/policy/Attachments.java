package io.gantry.iam.policy;

import io.gantry.iam.resource.Holder;
import io.gantry.state.View;
import java.util.List;

/**
 * Who holds managed policies, over all kinds of holders.
 *
 * @param kinds users, groups and roles
 */
public record Attachments(List<Holders<?>> kinds) {
    public Attachments {
        kinds = List.copyOf(kinds);
    }

    /** All who hold the policy, or whose boundary it is. */
    List<? extends Holder> of(View view, String accountId, String policyArn, boolean asBoundary) {
        return kinds.stream()
                .flatMap(kind -> (asBoundary
                                ? kind.bounded(view, accountId, policyArn)
                                : kind.holding(view, accountId, policyArn))
                        .stream())
                .toList();
    }

    /** How many hold the policy. */
    public int count(View view, String accountId, String policyArn) {
        return of(view, accountId, policyArn, false).size();
    }

    /** Whose boundary it is, how many. */
    public int boundaries(View view, String accountId, String policyArn) {
        return of(view, accountId, policyArn, true).size();
    }
}
