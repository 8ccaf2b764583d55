package io.gantry.ec2.securitygroup;

import io.gantry.base.Page;
import io.gantry.ec2.resource.Fields;
import io.gantry.ec2.resource.Listing;
import io.gantry.ec2.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;

/** Describes rules, one an item. */
public final class DescribeSecurityGroupRules
        implements Operation<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResponse> {
    private static Fields<RuleRow> fields() {
        return Fields.<RuleRow>tagged(row -> row.rule().tags())
                .with("group-id", row -> row.group().groupId())
                .with("security-group-rule-id", row -> row.rule().ruleId());
    }

    private final StateStore store;

    public DescribeSecurityGroupRules(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeSecurityGroupRulesResponse call(DescribeSecurityGroupRulesRequest in, CallContext call) {
        View view = store.view();
        Scope scope = Scope.of(call);
        List<RuleRow> rows = in.securityGroupRuleIds().isEmpty()
                ? RuleRow.all(view, scope)
                : in.securityGroupRuleIds().stream()
                        .distinct()
                        .map(id -> RuleRow.required(view, scope, id))
                        .toList();
        Page<RuleRow> page = Listing.of(List.of(), List.of(), in.nextToken(), in.maxResults())
                .page(
                        fields().filtered(rows, in.filters()),
                        row -> row.group().groupId() + "/" + row.rule().ruleId());
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.items().stream()
                        .map(row -> GroupShapes.of(row.group(), row.rule()))
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
