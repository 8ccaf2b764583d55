package io.gantry.sts;

import io.gantry.base.AwsError;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.http.Percent;
import io.gantry.wire.model.OperationType;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** An IAM that has the roles that a test gives it. */
final class FakeRoles implements AwsCaller {
    private final Map<String, Role> roles = new HashMap<>();

    /** A role that the principal may assume. */
    void role(String name, String principal, String condition) {
        String trust = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                 "Principal": %s %s}]}""".formatted(principal, condition);
        roles.put(
                name,
                Role.builder()
                        .roleName(name)
                        .roleId("AROA" + name)
                        .arn("arn:aws:iam::" + StsRoom.ACCOUNT + ":role/" + name)
                        .maxSessionDuration(7_200)
                        .tags(Tag.builder().key("team").value("blue").build())
                        .assumeRolePolicyDocument(Percent.encode(trust, false))
                        .build());
    }

    @Override
    @SuppressWarnings("unchecked") // The operation's type tells its classes.
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        if (!type.equals(IamApi.GET_ROLE) || !(input instanceof GetRoleRequest in)) {
            throw AwsError.client("NoSuchEntityException", "not here");
        }
        Role role = roles.get(in.roleName());
        if (role == null) {
            throw AwsError.client("NoSuchEntityException", "no role " + in.roleName());
        }
        return (O) GetRoleResponse.builder().role(role).build();
    }
}
