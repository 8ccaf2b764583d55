package io.gantry.ecs.access;

import io.gantry.access.Access;
import io.gantry.access.TagKeys;
import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.policy.ConditionKeys;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * One call whose needs are told: turns names into ARNs, and ARNs into what has to be allowed.
 *
 * @param operation for example {@code RunTask}
 * @param scope the account and region of the call
 * @param view the state before the operation
 * @param nouns where tags of resources are found
 */
record Asked(String operation, Scope scope, View view, List<TaggableResources> nouns) {
    /** The ARN of the cluster that a caller names; of the default one when it names none. */
    String cluster(@Nullable String nameOrArn) {
        String given = nameOrArn == null || nameOrArn.isEmpty() ? Clusters.DEFAULT : nameOrArn;
        return arn("cluster/", given);
    }

    /**
     * The ARN of what lives in a cluster: a service, a task, an instance.
     *
     * @param type the kind in the ARN
     * @param idOrArn its id or name; a star for any of the cluster
     */
    String member(String type, @Nullable String cluster, @Nullable String idOrArn) {
        String inside = idOrArn == null ? "*" : idOrArn;
        return arn(type + "/" + name(cluster(cluster)) + "/", inside);
    }

    /** The ARN of a task set of a service. */
    String taskSet(@Nullable String cluster, @Nullable String service, @Nullable String idOrArn) {
        return member("task-set", cluster, name(member("service", cluster, service)) + "/" + name(idOrArn));
    }

    /** A name or id as an ARN; an ARN as it is. */
    String arn(String path, String nameOrArn) {
        return Arn.looksLikeArn(nameOrArn)
                ? nameOrArn
                : scope.arn(path + nameOrArn).toString();
    }

    /** What stands last in a name or an ARN. */
    private static String name(@Nullable String nameOrArn) {
        return nameOrArn == null ? "*" : nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /** The operation's action without any resource. */
    Access anywhere() {
        return Access.of("ecs:" + operation);
    }

    /** The operation's action on a resource, with that resource's tags. */
    Access on(String resource) {
        return Access.of("ecs:" + operation, resource).with(TagKeys.ofResource("ecs", () -> tags(resource)));
    }

    /**
     * The action on each of what a caller names; on any of the kind when it names none.
     *
     * @param path what stands before a name in the ARN
     */
    List<Access> onEach(String path, Collection<String> named) {
        Collection<String> all = named.isEmpty() ? List.of("*") : named;
        return all.stream()
                .filter(Objects::nonNull)
                .map(one -> on(arn(path, one)))
                .toList();
    }

    /** The same on something of a cluster. */
    Access within(@Nullable String cluster, String resource) {
        return on(resource).with("ecs:cluster", cluster(cluster));
    }

    /** The same on several members of a cluster, each of which has to be allowed; on any when none is named. */
    List<Access> withinEach(String type, @Nullable String cluster, Collection<String> named) {
        Collection<String> members = named.isEmpty() ? List.of("*") : named;
        return members.stream()
                .filter(Objects::nonNull)
                .map(one -> within(cluster, member(type, cluster, one)))
                .toList();
    }

    /**
     * An access that makes a resource, and giving it its tags, which AWS asks about as {@code ecs:TagResource}.
     *
     * @param created the ARN of what is made, as far as it is known
     */
    List<Access> creating(Access access, String created, List<Tag> tags) {
        if (tags.isEmpty()) {
            return List.of(access);
        }
        ConditionKeys requested = TagKeys.requested(map(tags));
        return List.of(
                access.with(requested),
                Access.of("ecs:TagResource", created).with(requested).with("ecs:CreateAction", operation));
    }

    /** {@code accesses}, and handing these roles over to a service. */
    List<Access> passing(List<Access> accesses, Collection<String> roles, String service) {
        List<Access> all = new ArrayList<>(accesses);
        roles.stream()
                .filter(role -> !role.isEmpty())
                .distinct()
                .map(role -> Access.passRole(roleArn(role), service))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private String roleArn(String nameOrArn) {
        return Arn.looksLikeArn(nameOrArn)
                ? nameOrArn
                : Arn.of("iam", "", scope.accountId(), "role/" + nameOrArn).toString();
    }

    static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.stream()
                .filter(Objects::nonNull)
                .forEach(tag -> map.put(
                        Optional.ofNullable(tag.key()).orElse(""),
                        Optional.ofNullable(tag.value()).orElse("")));
        return map;
    }

    private Map<String, String> tags(String resource) {
        Optional<Arn> arn = Arn.parse(resource).filter(scope::owns);
        return arn.flatMap(found -> nouns.stream()
                        .filter(noun -> noun.resourceType().equals(found.resourceType()))
                        .findFirst()
                        .flatMap(noun -> tags(noun, found)))
                .orElse(Map.of());
    }

    private Optional<Map<String, String>> tags(TaggableResources noun, Arn arn) {
        try {
            return noun.tags(view, scope, arn);
        } catch (AwsError gone) {
            // What is not there has no tags; the operation itself will say that it is not there.
            return Optional.empty();
        }
    }
}
