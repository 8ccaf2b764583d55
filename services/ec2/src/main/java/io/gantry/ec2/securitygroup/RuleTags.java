package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** The rules of security groups as bearers of tags. */
public final class RuleTags implements Catalogs.TaggedResources {
    @Override
    public Kind kind() {
        return Kind.SECURITY_GROUP_RULE;
    }

    @Override
    public void retag(Tx tx, Scope scope, String id, UnaryOperator<Map<String, String>> tags) {
        // An index is no protected read: the group is read again by its id.
        SecurityGroup found = RuleRow.required(tx, scope, id).group();
        SecurityGroup group = SecurityGroups.CATALOG.required(tx, scope, found.groupId());
        tx.put(SecurityGroups.TABLE, group.withChanged(id, rule -> rule.withTags(tags.apply(rule.tags()))));
    }

    @Override
    public List<TagDescription> tags(View view, Scope scope) {
        return RuleRow.all(view, scope).stream()
                .flatMap(row -> row.rule().tags().entrySet().stream()
                        .map(tag -> TagDescription.builder()
                                .resourceId(row.rule().ruleId())
                                .resourceType(kind().type())
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build()))
                .toList();
    }
}
