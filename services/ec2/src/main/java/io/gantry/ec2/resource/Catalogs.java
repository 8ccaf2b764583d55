package io.gantry.ec2.resource;

import io.gantry.base.AwsError;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/**
 * All kinds of resources that bear tags. The door lists them.
 *
 * @param all one a kind
 */
public record Catalogs(List<TaggedResources> all) {
    public Catalogs {
        all = List.copyOf(all);
    }

    /** Resources of one kind as bearers of tags. */
    public interface TaggedResources {
        /** The kind. */
        Kind kind();

        /** Gives the resource with this id other tags, or refuses what is not there. */
        void retag(Tx tx, Scope scope, String id, UnaryOperator<Map<String, String>> tags);

        /** All tags of all of them. */
        List<TagDescription> tags(View view, Scope scope);
    }

    /**
     * Gives each resource other tags, or none of them.
     *
     * @throws AwsError InvalidID for what is no id, NotFound with the code of the kind
     */
    public void retag(Tx tx, Scope scope, List<String> ids, UnaryOperator<Map<String, String>> tags) {
        if (ids.isEmpty()) {
            throw Ec2Errors.missing("resourceIdSet");
        }
        for (String id : ids) {
            Kind kind = Kind.of(id)
                    .orElseThrow(
                            () -> AwsError.client("InvalidID", "The ID '" + Ec2Errors.shown(id) + "' is not valid"));
            all.stream()
                    .filter(resources -> resources.kind() == kind)
                    .findFirst()
                    .orElseThrow(() -> kind.notFound(id))
                    .retag(tx, scope, id, tags);
        }
    }

    /** The tags of one resource by their keys; none when there is no such resource. */
    public Map<String, String> tags(View view, Scope scope, Kind kind, String id) {
        return all.stream()
                .filter(resources -> resources.kind() == kind)
                .flatMap(resources -> resources.tags(view, scope).stream())
                .filter(tag -> tag.resourceId().equals(id))
                .collect(Collectors.toMap(TagDescription::key, TagDescription::value));
    }

    /** The tags of all resources. */
    public List<TagDescription> tags(View view, Scope scope) {
        return all.stream()
                .flatMap(resources -> resources.tags(view, scope).stream())
                .toList();
    }
}
