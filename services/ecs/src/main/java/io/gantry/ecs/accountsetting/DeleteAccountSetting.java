package io.gantry.ecs.accountsetting;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.ecs.model.DeleteAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAccountSettingResponse;

/** Takes a principal's setting back and answers the value that holds for it from now on. */
public final class DeleteAccountSetting
        implements Operation<DeleteAccountSettingRequest, DeleteAccountSettingResponse> {
    private final StateStore store;

    public DeleteAccountSetting(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteAccountSettingResponse call(DeleteAccountSettingRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        SettingRule rule = SettingRule.of(in.nameAsString());
        String principal = SettingPrincipal.of(call, in.principalArn());
        return store.transact(tx -> {
            tx.delete(AccountSettings.TABLE, AccountSetting.id(scope, principal, rule.settingName()));
            String now = AccountSettings.effective(tx, scope, principal, rule);
            return DeleteAccountSettingResponse.builder()
                    .setting(AccountSettings.shape(rule, principal, now))
                    .build();
        });
    }
}
