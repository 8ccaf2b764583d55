package io.gantry.iam.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.iam.IamRoom;
import io.gantry.models.iam.IamApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

class SimulationTest {
    private static final String READS = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "ecs:List*", "Resource": "*",
               "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}},
              {"Effect": "Deny", "Action": "ecs:ListTasks", "Resource": "*"}]}""";

    private final IamRoom room = new IamRoom();

    @Test
    void givenPoliciesDecide() {
        SimulateCustomPolicyRequest request = SimulateCustomPolicyRequest.builder()
                .policyInputList(READS)
                .actionNames("ecs:ListClusters", "ecs:ListTasks", "ecs:RunTask")
                .contextEntries(ContextEntry.builder()
                        .contextKeyName("aws:RequestedRegion")
                        .contextKeyValues("us-east-1")
                        .contextKeyType("string")
                        .build())
                .build();
        List<EvaluationResult> results =
                room.call(IamApi.SIMULATE_CUSTOM_POLICY, request).evaluationResults();
        assertThat(results)
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("allowed", "explicitDeny", "implicitDeny");
        assertThat(results.getFirst().matchedStatements().getFirst().sourcePolicyId())
                .isEqualTo("PolicyInputList.1");
        EvaluationResult without = room.call(
                        IamApi.SIMULATE_CUSTOM_POLICY,
                        request.toBuilder()
                                .contextEntries(List.of())
                                .actionNames("ecs:ListClusters")
                                .build())
                .evaluationResults()
                .getFirst();
        assertThat(without.evalDecisionAsString()).isEqualTo("implicitDeny");
        assertThat(without.missingContextValues()).containsExactly("aws:requestedregion");
        assertThat(room.call(
                                IamApi.GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY,
                                GetContextKeysForCustomPolicyRequest.builder()
                                        .policyInputList(READS)
                                        .build())
                        .contextKeyNames())
                .containsExactly("aws:requestedregion");
        IamRoom.refused(
                "InvalidInputException",
                "Invalid policy",
                () -> room.call(
                        IamApi.SIMULATE_CUSTOM_POLICY,
                        request.toBuilder().policyInputList("{").build()));
    }

    @Test
    void policiesThatAUserHoldsDecide() {
        room.user("ann");
        room.call(
                IamApi.ATTACH_USER_POLICY,
                AttachUserPolicyRequest.builder()
                        .userName("ann")
                        .policyArn("arn:aws:iam::aws:policy/AdministratorAccess")
                        .build());
        room.call(
                IamApi.PUT_USER_PERMISSIONS_BOUNDARY,
                PutUserPermissionsBoundaryRequest.builder()
                        .userName("ann")
                        .permissionsBoundary("arn:aws:iam::aws:policy/ReadOnlyAccess")
                        .build());
        SimulatePrincipalPolicyRequest request = SimulatePrincipalPolicyRequest.builder()
                .policySourceArn("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/ann")
                .actionNames("ecs:ListTasks", "ecs:RunTask")
                .build();
        List<EvaluationResult> results =
                room.call(IamApi.SIMULATE_PRINCIPAL_POLICY, request).evaluationResults();
        assertThat(results)
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("allowed", "implicitDeny");
        assertThat(results.getLast().permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
        IamRoom.refused(
                "NoSuchEntityException",
                "bob",
                () -> room.call(
                        IamApi.SIMULATE_PRINCIPAL_POLICY,
                        request.toBuilder()
                                .policySourceArn("arn:aws:iam::" + IamRoom.ACCOUNT + ":user/bob")
                                .build()));
    }
}
