package io.gantry.ecs.accountsetting;

import io.gantry.ecs.resource.EffectiveSettings;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import software.amazon.awssdk.services.ecs.model.Setting;

/** The table of account settings, and which value holds for whom. */
public final class AccountSettings implements EffectiveSettings {
    /** Account settings by {@link AccountSetting#id()}. */
    public static final Table<AccountSetting> TABLE =
            Table.of("ecs/account-setting", AccountSetting::id, JsonRecordCodec.of(AccountSetting.class));

    @Override
    public String value(View view, CallContext call, String name) {
        return effective(view, Scope.of(call), SettingPrincipal.caller(call), SettingRule.of(name));
    }

    /** The principal's own value, else the root's, else AWS's. */
    static String effective(View view, Scope scope, String principalArn, SettingRule rule) {
        return view.get(TABLE, AccountSetting.id(scope, principalArn, rule.settingName()))
                .or(() -> view.get(TABLE, AccountSetting.id(scope, SettingPrincipal.root(scope), rule.settingName())))
                .map(AccountSetting::value)
                .orElse(rule.byDefault());
    }

    static Setting shape(SettingRule rule, String principalArn, String value) {
        return Setting.builder()
                .name(rule.settingName())
                .value(value)
                .principalArn(principalArn)
                .type(rule.type())
                .build();
    }
}
