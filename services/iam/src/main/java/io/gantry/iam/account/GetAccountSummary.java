package io.gantry.iam.account;

import io.gantry.iam.group.Groups;
import io.gantry.iam.policy.ManagedPolicies;
import io.gantry.iam.user.Users;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/** Counts what the account has, beside its quotas. */
public final class GetAccountSummary implements Operation<GetAccountSummaryRequest, GetAccountSummaryResponse> {
    private final StateStore store;

    public GetAccountSummary(StateStore store) {
        this.store = store;
    }

    @Override
    public GetAccountSummaryResponse call(GetAccountSummaryRequest in, CallContext call) {
        View view = store.view();
        String account = call.accountId();
        Map<SummaryKeyType, Integer> summary = new EnumMap<>(SummaryKeyType.class);
        summary.put(SummaryKeyType.USERS, Users.CATALOG.all(view, account).size());
        summary.put(SummaryKeyType.GROUPS, Groups.CATALOG.all(view, account).size());
        summary.put(SummaryKeyType.USERS_QUOTA, 5_000);
        summary.put(SummaryKeyType.GROUPS_QUOTA, 300);
        summary.put(SummaryKeyType.USER_POLICY_SIZE_QUOTA, 2_048);
        summary.put(SummaryKeyType.GROUP_POLICY_SIZE_QUOTA, 5_120);
        summary.put(SummaryKeyType.GROUPS_PER_USER_QUOTA, 10);
        summary.put(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, 2);
        summary.put(
                SummaryKeyType.POLICIES,
                ManagedPolicies.CATALOG.all(view, account).size());
        summary.put(SummaryKeyType.POLICIES_QUOTA, 1_500);
        summary.put(SummaryKeyType.POLICY_SIZE_QUOTA, 6_144);
        summary.put(SummaryKeyType.VERSIONS_PER_POLICY_QUOTA, 5);
        summary.put(SummaryKeyType.MFA_DEVICES, 0);
        summary.put(SummaryKeyType.MFA_DEVICES_IN_USE, 0);
        summary.put(SummaryKeyType.ACCOUNT_MFA_ENABLED, 0);
        summary.put(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT, 1);
        summary.put(SummaryKeyType.SERVER_CERTIFICATES, 0);
        return GetAccountSummaryResponse.builder().summaryMap(summary).build();
    }
}
