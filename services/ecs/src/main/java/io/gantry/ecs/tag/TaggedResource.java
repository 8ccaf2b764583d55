package io.gantry.ecs.tag;

import io.gantry.base.Arn;
import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resource that a caller's ARN names, among the nouns that bear tags. */
record TaggedResource(TaggableResources noun, Scope scope, Arn arn) {

    /**
     * Finds the noun. Whether the resource is there, {@link #tags} tells.
     *
     * @throws AwsError InvalidParameterException when the ARN is none, or names another service, account or region
     */
    static TaggedResource of(List<TaggableResources> nouns, Scope scope, @Nullable String resourceArn) {
        Arn arn = Arn.parse(resourceArn == null ? "" : resourceArn)
                .filter(scope::owns)
                .orElseThrow(() -> invalid(resourceArn));
        return nouns.stream()
                .filter(noun -> noun.resourceType().equals(arn.resourceType()))
                .findFirst()
                .map(noun -> new TaggedResource(noun, scope, arn))
                .orElseThrow(() -> invalid(resourceArn));
    }

    /**
     * Its tags.
     *
     * @throws AwsError ResourceNotFoundException when it is not there
     */
    Map<String, String> tags(View view) {
        return noun.tags(view, scope, arn).orElseThrow(() -> EcsErrors.resourceNotFound(arn.toString()));
    }

    /**
     * The same for a caller who only looks.
     *
     * @throws AwsError InvalidParameterException when it is not there: ListTagsForResource knows no other refusal
     */
    Map<String, String> tagsToShow(View view) {
        return noun.tags(view, scope, arn)
                .orElseThrow(() ->
                        EcsErrors.invalidParameter("The specified resource cannot be found. Resource ARN: " + arn));
    }

    void retag(Tx tx, Map<String, String> tags) {
        noun.retag(tx, scope, arn, tags);
    }

    private static AwsError invalid(@Nullable String resourceArn) {
        return EcsErrors.invalidParameter("Invalid resource ARN '" + resourceArn
                + "'. Specify the ARN of a cluster, task, task definition or container instance of this account and"
                + " region.");
    }
}
