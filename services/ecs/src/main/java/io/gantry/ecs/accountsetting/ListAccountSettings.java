package io.gantry.ecs.accountsetting;

import io.gantry.base.Page;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsRequest;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsResponse;
import software.amazon.awssdk.services.ecs.model.Setting;

/** Lists the settings that a principal has set, or with {@code effectiveSettings} all settings as they hold for it. */
public final class ListAccountSettings implements Operation<ListAccountSettingsRequest, ListAccountSettingsResponse> {
    private static final int PAGE = 10;

    private final StateStore store;

    public ListAccountSettings(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAccountSettingsResponse call(ListAccountSettingsRequest in, CallContext call) {
        if (in.value() != null && in.nameAsString() == null) {
            throw EcsErrors.invalidParameter("You must specify a setting name to filter by a value.");
        }
        String principal = SettingPrincipal.of(call, in.principalArn());
        View view = store.view();
        List<Setting> settings = rules(in).stream()
                .flatMap(rule -> setting(view, Scope.of(call), principal, rule, in).stream())
                .filter(setting -> in.value() == null || in.value().equals(setting.value()))
                .toList();
        Page<Setting> page = Listing.page(settings, Setting::nameAsString, in.nextToken(), in.maxResults(), PAGE);
        return ListAccountSettingsResponse.builder()
                .settings(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static List<SettingRule> rules(ListAccountSettingsRequest in) {
        return in.nameAsString() == null ? SettingRule.sorted() : List.of(SettingRule.of(in.nameAsString()));
    }

    private static Optional<Setting> setting(
            View view, Scope scope, String principal, SettingRule rule, ListAccountSettingsRequest in) {
        if (Boolean.TRUE.equals(in.effectiveSettings())) {
            return Optional.of(
                    AccountSettings.shape(rule, principal, AccountSettings.effective(view, scope, principal, rule)));
        }
        return view.get(AccountSettings.TABLE, AccountSetting.id(scope, principal, rule.settingName()))
                .map(set -> AccountSettings.shape(rule, principal, set.value()));
    }
}
