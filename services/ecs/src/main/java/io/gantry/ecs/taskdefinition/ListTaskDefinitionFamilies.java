package io.gantry.ecs.taskdefinition;

import io.gantry.base.Page;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;

/** Lists the names of families that have revisions: all, those with an ACTIVE one, or those without. */
public final class ListTaskDefinitionFamilies
        implements Operation<ListTaskDefinitionFamiliesRequest, ListTaskDefinitionFamiliesResponse> {
    private final StateStore store;

    public ListTaskDefinitionFamilies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListTaskDefinitionFamiliesResponse call(ListTaskDefinitionFamiliesRequest in, CallContext call) {
        String status = in.statusAsString() == null ? "ALL" : in.statusAsString();
        String prefix = in.familyPrefix() == null ? "" : in.familyPrefix();
        List<String> names = store.view().list(Families.TABLE, Scope.of(call).id(prefix)).stream()
                .filter(family -> shows(family, status))
                .map(Family::name)
                .toList();
        Page<String> page = Listing.page(names, name -> name, in.nextToken(), in.maxResults(), Listing.PAGE);
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean shows(Family family, String status) {
        return switch (status) {
            case "ALL" -> family.active() + family.others() > 0;
            case "ACTIVE" -> family.active() > 0;
            case "INACTIVE" -> family.active() == 0 && family.others() > 0;
            default ->
                throw EcsErrors.invalidParameter(
                        "Invalid status '" + status + "'. Valid values are ACTIVE, INACTIVE and ALL.");
        };
    }
}
