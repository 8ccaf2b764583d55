package io.gantry.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.access.PolicyAuthorizer;
import io.gantry.base.AwsError;
import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the room's operations need, seen through the refusals and permissions of a user with few policies. */
class Ec2AccessTest {
    private static final String ALLOWED = "allowed";
    private static final String ARN = "arn:aws:ec2:" + Ec2Room.REGION + ":" + Ec2Room.ACCOUNT + ":";
    private static final CallContext ANN = new CallContext(
            Ec2Room.ACCOUNT,
            Ec2Room.REGION,
            new Principal("arn:aws:iam::" + Ec2Room.ACCOUNT + ":user/ann", "AKIAANN", false),
            "request",
            URI.create("http://127.0.0.1:4566"));

    private final Ec2Room room = Ec2Room.furnished();
    private final String vpc = room.vpc("10.8.0.0/16").vpcId();
    private final String group = room.group(vpc, "web");

    @Test
    void everyOperationTellsWhatItNeeds() {
        assertThat(room.ec2().access().operations())
                .isEqualTo(room.ec2().operations().keySet());
    }

    @Test
    void refusesInTheWordsOfEc2() {
        assertThat(told(Ec2Api.DESCRIBE_VPCS, DescribeVpcsRequest.builder().build()))
                .isEqualTo(
                        "You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/ann is"
                                + " not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the"
                                + " ec2:DescribeVpcs action");
        assertThat(told(Ec2Api.DELETE_SECURITY_GROUP, delete()))
                .contains("perform: ec2:DeleteSecurityGroup on resource: " + ARN + "security-group/" + group
                        + " because");
    }

    @Test
    void whatIsMadeAndWhereAreBothAskedAbout() {
        CreateSubnetRequest subnet = CreateSubnetRequest.builder()
                .vpcId(vpc)
                .cidrBlock("10.8.1.0/24")
                .build();
        assertThat(told(Ec2Api.CREATE_SUBNET, subnet)).contains(ARN + "subnet/* because");
        assertThat(told(Ec2Api.CREATE_SUBNET, subnet, policy("ec2:CreateSubnet", ARN + "subnet/*", "{}")))
                .contains(ARN + "vpc/" + vpc + " because");
        assertThat(told(Ec2Api.CREATE_SUBNET, subnet, policy("ec2:CreateSubnet", "*", "{}")))
                .isEqualTo(ALLOWED);
    }

    @Test
    void tagsOfANewResourceAreAnActionOfTheirOwn() {
        CreateSecurityGroupRequest tagged = CreateSecurityGroupRequest.builder()
                .groupName("g")
                .description("g")
                .vpcId(vpc)
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.SECURITY_GROUP)
                        .tags(Tag.builder().key("team").value("red").build())
                        .build())
                .build();
        PolicySource create = policy("ec2:CreateSecurityGroup", "*", "{}");
        assertThat(told(Ec2Api.CREATE_SECURITY_GROUP, tagged, create))
                .contains("perform: ec2:CreateTags on resource: " + ARN + "security-group/* because");
        String onCreation =
                "{\"StringEquals\":{\"ec2:CreateAction\":\"CreateSecurityGroup\",\"aws:RequestTag/team\":\"red\"}}";
        assertThat(told(Ec2Api.CREATE_SECURITY_GROUP, tagged, create, policy("ec2:CreateTags", "*", onCreation)))
                .isEqualTo(ALLOWED);
    }

    @Test
    void readsTagsAndTheVpcOfTheResource() {
        room.call(
                Ec2Api.CREATE_TAGS,
                CreateTagsRequest.builder()
                        .resources(group)
                        .tags(Tag.builder().key("team").value("red").build())
                        .build());
        assertThat(told(
                        Ec2Api.DELETE_SECURITY_GROUP,
                        delete(),
                        under("{\"StringEquals\":{\"ec2:ResourceTag/team\":\"red\"}}")))
                .isEqualTo(ALLOWED);
        assertThat(told(
                        Ec2Api.DELETE_SECURITY_GROUP,
                        delete(),
                        under("{\"StringEquals\":{\"aws:ResourceTag/team\":\"blue\"}}")))
                .contains("because");
        assertThat(told(
                        Ec2Api.DELETE_SECURITY_GROUP,
                        delete(),
                        under("{\"ArnEquals\":{\"ec2:Vpc\":\"" + ARN + "vpc/" + vpc + "\"}}")))
                .isEqualTo(ALLOWED);
    }

    private DeleteSecurityGroupRequest delete() {
        return DeleteSecurityGroupRequest.builder().groupId(group).build();
    }

    private static PolicySource under(String condition) {
        return policy("ec2:*", "*", condition);
    }

    private String told(OperationType<?, ?> type, Object input, PolicySource... policies) {
        PolicyAuthorizer authorizer = new PolicyAuthorizer(
                room.ec2().access(),
                call -> PolicySet.of(Arrays.asList(policies)),
                () -> room.store().view(),
                () -> room.env().now());
        try {
            authorizer.authorize(ANN, type, input);
            return ALLOWED;
        } catch (AwsError refused) {
            return refused.message();
        }
    }

    private static PolicySource policy(String action, String resource, String condition) {
        String document = """
                {"Version": "2012-10-17", "Statement":
                  {"Effect": "Allow", "Action": "%s", "Resource": "%s", "Condition": %s}}""".formatted(action, resource, condition);
        return new PolicySource("one", PolicyDocument.parse(document, PolicyKind.INLINE));
    }
}
