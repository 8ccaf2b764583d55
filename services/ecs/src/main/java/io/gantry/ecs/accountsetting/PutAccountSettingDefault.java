package io.gantry.ecs.accountsetting;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingDefaultRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingDefaultResponse;

/** Sets a setting for everyone in the account who has not set it. */
public final class PutAccountSettingDefault
        implements Operation<PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse> {
    private final StateStore store;

    public PutAccountSettingDefault(StateStore store) {
        this.store = store;
    }

    @Override
    public PutAccountSettingDefaultResponse call(PutAccountSettingDefaultRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        SettingRule rule = SettingRule.of(in.nameAsString());
        rule.check(in.value());
        String principal = SettingPrincipal.root(scope);
        return store.transact(tx -> {
            tx.put(AccountSettings.TABLE, new AccountSetting(scope, principal, rule.settingName(), in.value()));
            return PutAccountSettingDefaultResponse.builder()
                    .setting(AccountSettings.shape(rule, principal, in.value()))
                    .build();
        });
    }
}
