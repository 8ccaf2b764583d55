package io.gantry.ecs.access;

import static io.gantry.ecs.access.Keys.single;

import io.gantry.access.TagKeys;
import io.gantry.models.ecs.EcsApi;

/** Tags, and the settings of the account. */
final class AccountAccess {
    private static final String SETTING = "ecs:account-setting";

    private AccountAccess() {}

    static void fill(EcsAccess access) {
        access.one(
                        EcsApi.TAG_RESOURCE,
                        (asked, in) -> asked.on(in.resourceArn()).with(TagKeys.requested(Asked.map(in.tags()))))
                .one(
                        EcsApi.UNTAG_RESOURCE,
                        (asked, in) -> asked.on(in.resourceArn()).with(TagKeys.named(in.tagKeys())))
                .one(EcsApi.LIST_TAGS_FOR_RESOURCE, (asked, in) -> asked.on(in.resourceArn()))
                .one(
                        EcsApi.PUT_ACCOUNT_SETTING,
                        (asked, in) -> asked.anywhere().with(single(SETTING, in.nameAsString())))
                .one(
                        EcsApi.PUT_ACCOUNT_SETTING_DEFAULT,
                        (asked, in) -> asked.anywhere().with(single(SETTING, in.nameAsString())))
                .one(
                        EcsApi.DELETE_ACCOUNT_SETTING,
                        (asked, in) -> asked.anywhere().with(single(SETTING, in.nameAsString())))
                .anywhere(EcsApi.LIST_ACCOUNT_SETTINGS);
    }
}
