package io.gantry.ecs.taskdefinition;

import io.gantry.base.Page;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;

/** Lists the ARNs of revisions in one status (ACTIVE unless another is asked for), by family and revision. */
public final class ListTaskDefinitions implements Operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse> {
    private final StateStore store;

    public ListTaskDefinitions(StateStore store) {
        this.store = store;
    }

    @Override
    public ListTaskDefinitionsResponse call(ListTaskDefinitionsRequest in, CallContext call) {
        String status = in.statusAsString() == null ? "ACTIVE" : in.statusAsString();
        boolean descending = in.sort() == SortOrder.DESC;
        Comparator<TaskDefinition> order = Comparator.comparing(ListTaskDefinitions::position);
        String prefix = in.familyPrefix() == null ? "" : in.familyPrefix() + "/";
        List<TaskDefinition> definitions = store
                .view()
                .list(TaskDefinitions.TABLE, Scope.of(call).id(prefix))
                .stream()
                .filter(definition -> definition.status() == status(status))
                .sorted(descending ? order.reversed() : order)
                .toList();
        Page<TaskDefinition> page = descending
                ? Listing.descendingPage(
                        definitions, ListTaskDefinitions::position, in.nextToken(), in.maxResults(), Listing.PAGE)
                : Listing.page(
                        definitions, ListTaskDefinitions::position, in.nextToken(), in.maxResults(), Listing.PAGE);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items().stream()
                        .map(definition -> definition.arn().toString())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static TaskDefinition.Status status(String name) {
        try {
            return TaskDefinition.Status.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw EcsErrors.invalidParameter(
                    "Invalid status '" + name + "'. Valid values are ACTIVE, INACTIVE and DELETE_IN_PROGRESS.");
        }
    }

    /** A blank sorts before every character of a name, so that families stay together and a prefix comes first. */
    private static String position(TaskDefinition definition) {
        return definition.family() + " " + String.format(Locale.ROOT, "%010d", definition.revision());
    }
}
