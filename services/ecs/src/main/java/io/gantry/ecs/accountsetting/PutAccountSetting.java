package io.gantry.ecs.accountsetting;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingResponse;

/** Sets a setting for one principal; for the root it is the account's default. */
public final class PutAccountSetting implements Operation<PutAccountSettingRequest, PutAccountSettingResponse> {
    private final StateStore store;

    public PutAccountSetting(StateStore store) {
        this.store = store;
    }

    @Override
    public PutAccountSettingResponse call(PutAccountSettingRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        SettingRule rule = SettingRule.of(in.nameAsString());
        rule.check(in.value());
        String principal = SettingPrincipal.of(call, in.principalArn());
        return store.transact(tx -> {
            tx.put(AccountSettings.TABLE, new AccountSetting(scope, principal, rule.settingName(), in.value()));
            return PutAccountSettingResponse.builder()
                    .setting(AccountSettings.shape(rule, principal, in.value()))
                    .build();
        });
    }
}
