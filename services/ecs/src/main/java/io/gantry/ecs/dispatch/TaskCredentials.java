package io.gantry.ecs.dispatch;

import io.gantry.agent.protocol.RoleCredentials;
import io.gantry.base.AwsError;
import io.gantry.ecs.role.CredentialsSalt;
import io.gantry.ecs.role.TaskRoles;
import io.gantry.ecs.task.EffectiveDefinition;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.StateStore;
import io.gantry.wire.AwsCaller;
import java.util.Optional;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The credentials of tasks' roles, as agents are given them. Nothing of them is stored: whenever a task is told of anew, there
 * are new ones under the same id.
 */
final class TaskCredentials {
    private final StateStore store;
    private final TaskRoles roles;

    TaskCredentials(StateStore store, AwsCaller sts) {
        this.store = store;
        this.roles = new TaskRoles(sts);
    }

    /**
     * What an agent is told of a task: without a role nothing but the task itself.
     *
     * @param task as it is wanted: to be stopped, when its role cannot be assumed
     */
    record Granted(Task task, Optional<RoleCredentials> credentials) {}

    /** The credentials of {@code task}. One whose role cannot be assumed is stopped: it would start without any. */
    Granted of(Task task, EffectiveDefinition definition) {
        Optional<String> role =
                TaskRoles.arn(task.scope(), definition.definition().taskRoleArn());
        if (role.isEmpty() || task.desiredStopped()) {
            return new Granted(task, Optional.empty());
        }
        try {
            return new Granted(task, Optional.of(credentials(task, role.get())));
        } catch (AwsError refused) {
            return new Granted(stopped(task, role.get()), Optional.empty());
        }
    }

    private RoleCredentials credentials(Task task, String roleArn) {
        String taskArn = task.arn().toString();
        Credentials made = roles.of(task.scope(), roleArn, taskArn);
        return new RoleCredentials(
                salt().credentialsId(taskArn),
                roleArn,
                made.accessKeyId(),
                made.secretAccessKey(),
                made.sessionToken(),
                made.expiration().toString(),
                "");
    }

    private Task stopped(Task task, String roleArn) {
        return store.transact(tx -> {
            Task now = tx.get(Tasks.TABLE, task.id())
                    .orElse(task)
                    .stopRequested(StopCause.noRole(TaskRoles.unable(roleArn)), tx.now());
            tx.put(Tasks.TABLE, now);
            return now;
        });
    }

    private CredentialsSalt salt() {
        Optional<CredentialsSalt> there = store.view().get(CredentialsSalt.TABLE, CredentialsSalt.ID);
        return there.isPresent()
                ? there.get()
                : store.transact(tx -> tx.get(CredentialsSalt.TABLE, CredentialsSalt.ID)
                        .orElseGet(() -> {
                            CredentialsSalt made = new CredentialsSalt(CredentialsSalt.ID, tx.newSecret(16));
                            tx.put(CredentialsSalt.TABLE, made);
                            return made;
                        }));
    }
}
