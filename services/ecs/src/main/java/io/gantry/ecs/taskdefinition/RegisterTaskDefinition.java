package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.taskdefinition.rule.Draft;
import io.gantry.ecs.taskdefinition.rule.TaskDefinitionRules;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;

/**
 * Registers the next revision of a family. Every valid member is kept; what the system cannot honour yet is refused when
 * a task is to run.
 */
public final class RegisterTaskDefinition
        implements Operation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse> {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_REVISIONS = 1_000_000;

    private final StateStore store;

    public RegisterTaskDefinition(StateStore store) {
        this.store = store;
    }

    @Override
    public RegisterTaskDefinitionResponse call(RegisterTaskDefinitionRequest in, CallContext call) {
        int bytes = AwsJson.writeBytes(in).length;
        if (bytes > MOST_BYTES) {
            throw EcsErrors.client("Actual length: '" + bytes + "'. Max allowed length is '" + MOST_BYTES + "' bytes.");
        }
        Draft draft = Draft.of(in);
        String definition = AwsJson.write(Defaults.applied(draft, TaskDefinitionRules.check(draft)));
        Map<String, String> tags = Tags.of(in.tags());
        Scope scope = Scope.of(call);
        TaskDefinition registered = store.transact(tx -> register(
                tx, scope, in.family(), definition, tags, call.principal().arn()));
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(TaskDefinitionDescription.of(registered))
                .tags(in.hasTags() ? Tags.toShape(tags) : null)
                .build();
    }

    private static TaskDefinition register(
            Tx tx, Scope scope, String name, String definition, Map<String, String> tags, String registeredBy) {
        Family family = Families.of(tx, scope, name).registered();
        if (family.lastRevision() > MOST_REVISIONS) {
            throw EcsErrors.client("The family " + name + " has reached the maximum of " + MOST_REVISIONS
                    + " revisions. Use another family.");
        }
        TaskDefinition revision = new TaskDefinition(
                scope,
                name,
                family.lastRevision(),
                TaskDefinition.Status.ACTIVE,
                definition,
                tags,
                tx.now(),
                registeredBy,
                Optional.empty(),
                Optional.empty());
        tx.put(Families.TABLE, family);
        tx.put(TaskDefinitions.TABLE, revision);
        return revision;
    }
}
