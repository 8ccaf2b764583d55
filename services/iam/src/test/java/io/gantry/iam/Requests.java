package io.gantry.iam;

import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;

/** The shortest requests. */
final class Requests {
    private Requests() {}

    static CreateUserRequest user(String name) {
        return CreateUserRequest.builder().userName(name).build();
    }

    static CreateRoleRequest role(String name) {
        return CreateRoleRequest.builder()
                .roleName(name)
                .assumeRolePolicyDocument(IamRoom.TASKS_TRUST)
                .build();
    }

    static CreatePolicyRequest policy(String name) {
        return CreatePolicyRequest.builder()
                .policyName(name)
                .policyDocument(IamRoom.ALLOW_ALL)
                .build();
    }
}
