package io.gantry.iam;

import io.gantry.access.AccessTable;
import io.gantry.access.PrincipalPolicies;
import io.gantry.base.Seal;
import io.gantry.iam.accesskey.AccessKeys;
import io.gantry.iam.accesskey.KeyUses;
import io.gantry.iam.accesskey.UserCredentials;
import io.gantry.iam.group.Groups;
import io.gantry.iam.instanceprofile.InstanceProfiles;
import io.gantry.iam.permission.IdentityPolicies;
import io.gantry.iam.policy.Attachments;
import io.gantry.iam.policy.ManagedPolicies;
import io.gantry.iam.resource.Accounts;
import io.gantry.iam.role.Roles;
import io.gantry.iam.user.Users;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.View;
import io.gantry.wire.Authorizer;
import io.gantry.wire.Offers;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.CredentialStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The door of the IAM room: what it offers, as data. */
public final class Iam {
    private final Map<OperationType<?, ?>, Operation<?, ?>> operations;
    private final CredentialStore credentials;
    private final Context context;

    private Iam(Context context, CredentialStore credentials, Map<OperationType<?, ?>, Operation<?, ?>> operations) {
        this.context = context;
        this.credentials = credentials;
        this.operations = operations;
    }

    /**
     * What the room needs of the world.
     *
     * @param store the state
     * @param seal what hides the secrets of access keys
     */
    public record Context(StateStore store, Seal seal) {}

    /** Opens the room. It has no reconcilers: what its operations write is what is wanted. */
    public static Iam open(Context context) {
        Attachments attachments = new Attachments(List.of(Users.HOLDERS, Groups.HOLDERS, Roles.HOLDERS));
        World world = new World(context.store(), context.seal(), attachments);
        Offers offers = new Offers();
        PolicyOffers.all(offers, world);
        GroupOffers.all(offers, world);
        UserOffers.all(offers, world);
        KeyOffers.all(offers, world);
        RoleOffers.all(offers, world);
        ProfileOffers.all(offers, world);
        AccountOffers.all(offers, world);
        SimulationOffers.all(offers, world);
        return new Iam(context, new UserCredentials(context.store(), context.seal()), offers.all());
    }

    /** The room's operations by their constants in {@link io.gantry.models.iam.IamApi}. */
    public Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        return operations;
    }

    /** The credentials of users, by their active keys. */
    public CredentialStore credentials() {
        return credentials;
    }

    /** The policies of users and of the sessions of roles. */
    public static PrincipalPolicies principals(StateStore store) {
        return new IdentityPolicies(store);
    }

    /** What the room's operations need to be allowed. */
    public static AccessTable access() {
        return IamAccess.table();
    }

    /**
     * An authorizer that writes down for what users' keys are used, and leaves the decision to another.
     *
     * @param clock the present moment
     * @param decider who decides
     */
    public Authorizer noting(Supplier<Instant> clock, Authorizer decider) {
        return new KeyUses(context.store(), clock, decider);
    }

    /** Whether the user or role with this unique id is still there. */
    public boolean knows(String accountId, String entityId) {
        View view = context.store().view();
        return Users.withId(view, accountId, entityId).isPresent()
                || Roles.withId(view, accountId, entityId).isPresent();
    }

    /** The room's tables. */
    public static List<Table<?>> tables() {
        return List.of(
                Accounts.TABLE,
                Users.TABLE,
                Groups.TABLE,
                AccessKeys.TABLE,
                Roles.TABLE,
                ManagedPolicies.TABLE,
                InstanceProfiles.TABLE);
    }

    /** What the room keeps in its store. */
    public static Schema schema() {
        return new Schema(tables(), List.of());
    }
}
