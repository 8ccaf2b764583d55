package io.gantry.iam;

import io.gantry.access.Access;
import io.gantry.access.AccessTable;
import io.gantry.iam.group.Groups;
import io.gantry.iam.instanceprofile.InstanceProfiles;
import io.gantry.iam.policy.ManagedPolicies;
import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.Entity;
import io.gantry.iam.role.Roles;
import io.gantry.iam.user.Users;
import io.gantry.models.iam.IamApi;
import io.gantry.policy.ConditionKeys;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.codec.Members;
import io.gantry.wire.model.OperationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * What the room's operations need to be allowed: their action on what they name, with the keys that AWS's list gives them.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html">
 *     AWS: actions, resources and condition keys of IAM</a>
 */
final class IamAccess {
    /** The first of these members that a request has tells what it is about. */
    private static final List<Noun<?>> NOUNS = List.of(
            new Noun<>("InstanceProfileName", "instance-profile", InstanceProfiles.CATALOG),
            new Noun<>("GroupName", "group", Groups.CATALOG),
            new Noun<>("UserName", "user", Users.CATALOG),
            new Noun<>("RoleName", "role", Roles.CATALOG),
            new Noun<>("PolicyName", "policy", ManagedPolicies.CATALOG));

    /** Operations that mean the caller when they name no user. */
    private static final Set<OperationType<?, ?>> OF_CALLER = Set.of(
            IamApi.GET_USER,
            IamApi.CREATE_ACCESS_KEY,
            IamApi.DELETE_ACCESS_KEY,
            IamApi.LIST_ACCESS_KEYS,
            IamApi.UPDATE_ACCESS_KEY);

    private IamAccess() {}

    /**
     * A kind of entities.
     *
     * @param member of requests that name one
     * @param type in ARNs
     */
    private record Noun<T extends Entity>(String member, String type, Catalog<T> catalog) {
        Optional<? extends Entity> find(View view, String accountId, String name) {
            return catalog.find(view, accountId, name);
        }
    }

    /** The room's table. */
    static AccessTable table() {
        AccessTable table = new AccessTable();
        IamApi.MODEL.operations().forEach(type -> add(table, type));
        return table;
    }

    private static <I> void add(AccessTable table, OperationType<I, ?> type) {
        table.with(type, (in, call, view) -> of(type, (SdkPojo) in, call, view));
    }

    private static List<Access> of(OperationType<?, ?> type, SdkPojo in, CallContext call, View view) {
        if (type.equals(IamApi.CREATE_SERVICE_LINKED_ROLE)) {
            String service = Members.text(in, "AWSServiceName").orElse("");
            return List.of(Access.of(
                            type.action(),
                            Entity.arn(call.accountId(), "role", "/aws-service-role/" + service + "/", "*"))
                    .with("iam:AWSServiceName", service));
        }
        Access access = about(type, in, call, view).with(ConditionKeys.of(keys(in)));
        if (!type.equals(IamApi.ADD_ROLE_TO_INSTANCE_PROFILE)) {
            return List.of(access);
        }
        String role = Members.text(in, "RoleName").orElse("");
        String roleArn = Roles.CATALOG
                .find(view, call.accountId(), role)
                .map(Entity::arn)
                .orElseGet(() -> Entity.arn(call.accountId(), "role", "/", role));
        return List.of(access, Access.passRole(roleArn, "ec2.amazonaws.com"));
    }

    private static Access about(OperationType<?, ?> type, SdkPojo in, CallContext call, View view) {
        for (Noun<?> noun : NOUNS) {
            Optional<String> name = Members.text(in, noun.member());
            if (name.isPresent()) {
                Optional<? extends Entity> known = noun.find(view, call.accountId(), name.get());
                String arn = known.map(Entity::arn)
                        .orElseGet(() -> Entity.arn(
                                call.accountId(),
                                noun.type(),
                                Members.text(in, "Path").orElse("/"),
                                name.get()));
                return Access.of(type.action(), arn)
                        .with(ConditionKeys.of(
                                resourceTags(known.map(Entity::tags).orElse(Map.of()))));
            }
        }
        Optional<String> arn = Members.text(in, "PolicyArn").or(() -> Members.text(in, "PolicySourceArn"));
        if (arn.isPresent()) {
            return Access.of(type.action(), arn.get())
                    .with(ConditionKeys.of(resourceTags(ManagedPolicies.find(view, call.accountId(), arn.get())
                            .map(Entity::tags)
                            .orElse(Map.of()))));
        }
        return OF_CALLER.contains(type) && call.principal().arn().contains(":user/")
                ? Access.of(type.action(), call.principal().arn())
                : Access.of(type.action());
    }

    private static Map<String, List<String>> resourceTags(Map<String, String> tags) {
        Map<String, List<String>> keys = new HashMap<>();
        tags.forEach((key, value) -> {
            keys.put("aws:ResourceTag/" + key, List.of(value));
            keys.put("iam:ResourceTag/" + key, List.of(value));
        });
        return keys;
    }

    private static Map<String, List<String>> keys(SdkPojo in) {
        Map<String, List<String>> keys = new HashMap<>();
        Members.text(in, "PermissionsBoundary").ifPresent(arn -> keys.put("iam:PermissionsBoundary", List.of(arn)));
        Members.text(in, "PolicyArn").ifPresent(arn -> keys.put("iam:PolicyARN", List.of(arn)));
        List<String> tagKeys = new ArrayList<>();
        if (Members.value(in, "Tags").orElse(List.of()) instanceof List<?> tags) {
            for (Object tag : tags) {
                if (tag instanceof Tag given && given.key() != null) {
                    tagKeys.add(given.key());
                    keys.put("aws:RequestTag/" + given.key(), List.of(given.value() == null ? "" : given.value()));
                }
            }
        }
        if (Members.value(in, "TagKeys").orElse(List.of()) instanceof List<?> given) {
            given.forEach(key -> tagKeys.add(String.valueOf(key)));
        }
        if (!tagKeys.isEmpty()) {
            keys.put("aws:TagKeys", tagKeys);
        }
        return keys;
    }
}
