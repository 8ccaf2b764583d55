package io.gantry.ecs.accountsetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.Principal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsRequest;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsResponse;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingDefaultRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.Setting;
import software.amazon.awssdk.services.ecs.model.SettingName;

class AccountSettingOperationsTest {
    private static final String ANN_ARN = "arn:aws:iam::" + EcsRoom.ACCOUNT + ":user/ann";
    private static final Principal ROOT = new Principal(EcsRoom.ROOT, "AKIAROOT", true);
    private static final Principal ANN = new Principal(ANN_ARN, "AKIAANN", false);
    private static final Principal SESSION =
            new Principal("arn:aws:sts::" + EcsRoom.ACCOUNT + ":assumed-role/deploy/session", "ASIASESSION", false);

    private final EcsRoom room = new EcsRoom();

    @Test
    void awssDefaults() {
        Map<String, String> values = new TreeMap<>();
        ListAccountSettingsResponse page = list(ROOT, effective().build());
        page.settings().forEach(setting -> values.put(setting.nameAsString(), setting.value()));
        assertThat(page.settings()).hasSize(10);
        list(ROOT, effective().nextToken(page.nextToken()).build())
                .settings()
                .forEach(setting -> values.put(setting.nameAsString(), setting.value()));
        assertThat(values)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("awsvpcTrunking", "disabled"),
                        Map.entry("containerInsights", "disabled"),
                        Map.entry("containerInstanceLongArnFormat", "enabled"),
                        Map.entry("defaultLogDriverMode", "non-blocking"),
                        Map.entry("fargateEventWindows", "disabled"),
                        Map.entry("fargateFIPSMode", "disabled"),
                        Map.entry("fargateTaskRetirementWaitPeriod", "7"),
                        Map.entry("guardDutyActivate", "off"),
                        Map.entry("serviceLongArnFormat", "enabled"),
                        Map.entry("tagResourceAuthorization", "on"),
                        Map.entry("taskLongArnFormat", "enabled")));
        assertThat(SettingName.knownValues()).extracting(SettingName::toString).containsAll(values.keySet());
    }

    @Test
    void thePrincipalsOwnValueThenTheRootsThenAwss() {
        assertThat(effective(ANN, "containerInsights")).isEqualTo("disabled");
        putDefault("containerInsights", "enabled");
        assertThat(effective(ANN, "containerInsights")).isEqualTo("enabled");
        put(ANN, "containerInsights", "enhanced", null);
        assertThat(effective(ANN, "containerInsights")).isEqualTo("enhanced");
        assertThat(effective(SESSION, "containerInsights")).isEqualTo("enabled");
        assertThat(room.call(
                                EcsApi.DELETE_ACCOUNT_SETTING,
                                DeleteAccountSettingRequest.builder()
                                        .name("containerInsights")
                                        .build(),
                                ANN)
                        .setting()
                        .value())
                .isEqualTo("enabled");
        assertThat(effective(ANN, "containerInsights")).isEqualTo("enabled");
    }

    @Test
    void whatRootSetsIsTheDefault() {
        Setting set = put(ROOT, "awsvpcTrunking", "enabled", null);
        assertThat(set.principalArn()).isEqualTo(EcsRoom.ROOT);
        assertThat(set.typeAsString()).isEqualTo("user");
        assertThat(effective(ANN, "awsvpcTrunking")).isEqualTo("enabled");
    }

    @Test
    void withoutEffectiveOnlyWhatWasSetIsListed() {
        putDefault("containerInsights", "enabled");
        assertThat(list(ANN, ListAccountSettingsRequest.builder().build()).settings())
                .isEmpty();
        assertThat(list(ROOT, ListAccountSettingsRequest.builder().build()).settings())
                .singleElement()
                .satisfies(setting -> assertThat(setting.value()).isEqualTo("enabled"));
        assertThat(list(
                                ROOT,
                                effective()
                                        .name("containerInsights")
                                        .value("disabled")
                                        .build())
                        .settings())
                .isEmpty();
        assertThatThrownBy(() -> list(ROOT, effective().value("enabled").build()))
                .hasMessageContaining("setting name");
    }

    @Test
    void rootSetsForOthersAndOthersForThemselves() {
        assertThat(put(ROOT, "fargateFIPSMode", "enabled", ANN_ARN).principalArn())
                .isEqualTo(ANN_ARN);
        assertThat(effective(ANN, "fargateFIPSMode")).isEqualTo("enabled");
        assertThat(put(SESSION, "fargateFIPSMode", "enabled", null).principalArn())
                .isEqualTo("arn:aws:iam::" + EcsRoom.ACCOUNT + ":role/deploy");
        assertThatThrownBy(() -> put(ANN, "fargateFIPSMode", "disabled", EcsRoom.ROOT))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("AccessDeniedException"));
        assertThatThrownBy(() -> put(ROOT, "fargateFIPSMode", "disabled", "ann"))
                .hasMessageContaining("Invalid principalArn 'ann'");
    }

    @ParameterizedTest
    @CsvSource({
        "containerInsights, loud, 'Valid values are enabled, disabled, enhanced'",
        "fargateTaskRetirementWaitPeriod, 8, 'Valid values are 0, 7, 14'",
        "defaultLogDriverMode, maybe, 'Valid values are blocking, non-blocking'",
        "taskLongArnFormat, disabled, You can no longer disable Long Arn settings",
        "guardDutyActivate, on, read-only",
        "noSuchSetting, on, Invalid setting name"
    })
    void badValuesAreRefused(String name, String value, String text) {
        assertThatThrownBy(() -> putDefault(name, value)).hasMessageContaining(text);
    }

    @Test
    void aNewClusterTakesContainerInsightsFromHere() {
        putDefault("containerInsights", "enhanced");
        assertThat(room.call(
                                EcsApi.CREATE_CLUSTER,
                                CreateClusterRequest.builder().build(),
                                ANN)
                        .cluster()
                        .settings())
                .singleElement()
                .satisfies(setting -> assertThat(setting.value()).isEqualTo("enhanced"));
    }

    private static ListAccountSettingsRequest.Builder effective() {
        return ListAccountSettingsRequest.builder().effectiveSettings(true);
    }

    private String effective(Principal caller, String name) {
        List<Setting> settings = list(caller, effective().name(name).build()).settings();
        assertThat(settings).hasSize(1);
        return settings.getFirst().value();
    }

    private ListAccountSettingsResponse list(Principal caller, ListAccountSettingsRequest in) {
        return room.call(EcsApi.LIST_ACCOUNT_SETTINGS, in, caller);
    }

    private Setting put(Principal caller, String name, String value, @Nullable String principalArn) {
        return room.call(
                        EcsApi.PUT_ACCOUNT_SETTING,
                        PutAccountSettingRequest.builder()
                                .name(name)
                                .value(value)
                                .principalArn(principalArn)
                                .build(),
                        caller)
                .setting();
    }

    private Setting putDefault(String name, String value) {
        return room.call(
                        EcsApi.PUT_ACCOUNT_SETTING_DEFAULT,
                        PutAccountSettingDefaultRequest.builder()
                                .name(name)
                                .value(value)
                                .build(),
                        ROOT)
                .setting();
    }
}
