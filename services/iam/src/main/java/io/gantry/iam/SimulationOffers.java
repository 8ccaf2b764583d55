package io.gantry.iam;

import io.gantry.iam.simulation.GetContextKeysForCustomPolicy;
import io.gantry.iam.simulation.GetContextKeysForPrincipalPolicy;
import io.gantry.iam.simulation.SimulateCustomPolicy;
import io.gantry.iam.simulation.SimulatePrincipalPolicy;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about what would be decided. */
final class SimulationOffers {
    private SimulationOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.SIMULATE_CUSTOM_POLICY, new SimulateCustomPolicy())
                .with(IamApi.SIMULATE_PRINCIPAL_POLICY, new SimulatePrincipalPolicy(world.store()))
                .with(IamApi.GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY, new GetContextKeysForCustomPolicy())
                .with(
                        IamApi.GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY,
                        new GetContextKeysForPrincipalPolicy(world.store()));
    }
}
