package io.gantry.ecs.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.access.PolicyAuthorizer;
import io.gantry.base.AwsError;
import io.gantry.ecs.Ecs;
import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import io.gantry.wire.codec.AwsJson;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** What the room's operations need, seen through the refusals and permissions of a user with one policy. */
class EcsAccessTest {
    private static final String ALLOWED = "allowed";
    private static final CallContext ANN = new CallContext(
            EcsRoom.ACCOUNT,
            EcsRoom.REGION,
            new Principal("arn:aws:iam::" + EcsRoom.ACCOUNT + ":user/ann", "AKIAANN", false),
            "request",
            URI.create("http://127.0.0.1:4566"));

    private final EcsRoom room = new EcsRoom();

    @Test
    void everyOperationTellsWhatItNeeds() {
        assertThat(Ecs.access().operations()).isEqualTo(room.ecs().operations().keySet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CreateCluster                | {"clusterName":"web"} | cluster/web
                    CreateCluster                | {} | cluster/default
                    DescribeClusters             | {"clusters":["web"]} | cluster/web
                    DescribeClusters             | {} | cluster/default
                    DeleteCluster                | {"cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/web"} | cluster/web
                    RegisterTaskDefinition       | {"family":"web"} | task-definition/web:*
                    DeleteTaskDefinitions        | {"taskDefinitions":["web:1"]} | task-definition/web:1
                    RunTask                      | {"taskDefinition":"web:3"} | task-definition/web:3
                    StartTask                    | {"taskDefinition":"web:3","containerInstances":["0f"]} | task-definition/web:3
                    StopTask                     | {"cluster":"web","task":"0f"} | task/web/0f
                    DescribeTasks                | {"tasks":["0f"]} | task/default/0f
                    ListTasks                    | {"cluster":"web"} | container-instance/web/*
                    ExecuteCommand               | {"cluster":"web","task":"0f","command":"sh","interactive":true} | task/web/0f
                    CreateService                | {"cluster":"web","serviceName":"shop"} | service/web/shop
                    UpdateService                | {"cluster":"web","service":"shop"} | service/web/shop
                    DescribeServices             | {"services":["shop"]} | service/default/shop
                    CreateTaskSet                | {"cluster":"web","service":"shop","taskDefinition":"x"} | task-set/web/shop/*
                    UpdateTaskSet                | {"cluster":"web","service":"shop","taskSet":"ecs-svc/1"} | task-set/web/shop/1
                    RegisterContainerInstance    | {"cluster":"web"} | cluster/web
                    DeregisterContainerInstance  | {"cluster":"web","containerInstance":"0f"} | cluster/web
                    UpdateContainerInstancesState| {"cluster":"web","containerInstances":["0f"],"status":"DRAINING"} | container-instance/web/0f
                    PutAttributes                | {"cluster":"web","attributes":[{"name":"a","targetId":"0f"}]} | container-instance/web/0f
                    DescribeCapacityProviders    | {"capacityProviders":["FARGATE"]} | capacity-provider/FARGATE
                    TagResource                  | {"resourceArn":"arn:aws:ecs:eu-central-1:123456789012:service/web/shop","tags":[]} | service/web/shop
                    """)
    void namesTheResource(String operation, String input, String resource) {
        assertThat(told(operation, input, "{}"))
                .isEqualTo("User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecs:" + operation
                        + " on resource: " + EcsRoom.ARN + resource
                        + " because no identity-based policy allows the ecs:" + operation + " action");
    }

    @ParameterizedTest
    @CsvSource({
        "ListClusters, {}",
        "DescribeTaskDefinition, {\"taskDefinition\":\"web\"}",
        "ListServices, {}",
        "ListAccountSettings, {}"
    })
    void someActionsHaveNoResource(String operation, String input) {
        assertThat(told(operation, input, "{}")).contains("ecs:" + operation + " on resource: * because");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RunTask | {"cluster":"web","taskDefinition":"x:1"} | {"ArnEquals":{"ecs:cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/web"}} | yes
                    RunTask | {"cluster":"db","taskDefinition":"x:1"} | {"ArnEquals":{"ecs:cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/web"}} | no
                    RunTask | {"taskDefinition":"x:1","enableExecuteCommand":true} | {"StringEquals":{"ecs:enable-execute-command":"false"}} | no
                    RunTask | {"taskDefinition":"x:1"} | {"StringEquals":{"ecs:enable-execute-command":"false"}} | yes
                    RunTask | {"taskDefinition":"x:1","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1"],"assignPublicIp":"ENABLED"}}} | {"ForAllValues:StringEquals":{"ecs:subnet":["subnet-1"]},"Bool":{"ecs:auto-assign-public-ip":"true"}} | yes
                    RunTask | {"taskDefinition":"x:1","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-1","subnet-2"]}}} | {"ForAllValues:StringEquals":{"ecs:subnet":["subnet-1"]}} | no
                    RunTask | {"taskDefinition":"x:1","capacityProviderStrategy":[{"capacityProvider":"spot"}]} | {"ForAnyValue:StringEquals":{"ecs:capacity-provider":"spot"}} | yes
                    StartTask | {"taskDefinition":"x:1","containerInstances":["0f"]} | {"ForAllValues:ArnLike":{"ecs:container-instances":"arn:aws:ecs:*:*:container-instance/default/0*"}} | yes
                    RegisterTaskDefinition | {"family":"x","cpu":"512","memory":"1024"} | {"NumericLessThanEquals":{"ecs:task-cpu":"1024","ecs:task-memory":"2048"}} | yes
                    RegisterTaskDefinition | {"family":"x","cpu":"2048"} | {"NumericLessThanEquals":{"ecs:task-cpu":"1024"}} | no
                    RegisterTaskDefinition | {"family":"x","containerDefinitions":[{"name":"a","privileged":true}]} | {"Bool":{"ecs:privileged":"false"}} | no
                    CreateService | {"serviceName":"s","taskDefinition":"x:1"} | {"ArnLike":{"ecs:task-definition":"arn:aws:ecs:*:*:task-definition/x:*"}} | yes
                    CreateService | {"serviceName":"s","tags":[{"key":"Team","value":"red"}]} | {"StringEquals":{"aws:RequestTag/team":"red"},"ForAllValues:StringEquals":{"aws:TagKeys":"Team"}} | yes
                    CreateService | {"serviceName":"s","tags":[{"key":"team","value":"red"},{"key":"cost","value":"1"}]} | {"ForAllValues:StringEquals":{"aws:TagKeys":"team"}} | no
                    ExecuteCommand | {"task":"0f","container":"web","command":"sh","interactive":true} | {"StringEquals":{"ecs:container-name":"web"}} | yes
                    PutAccountSetting | {"name":"containerInsights","value":"on"} | {"StringEquals":{"ecs:account-setting":"containerInsights"}} | yes
                    UntagResource | {"resourceArn":"arn:aws:ecs:eu-central-1:123456789012:cluster/x","tagKeys":["a","b"]} | {"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}} | no
                    CreateTaskSet | {"service":"s","cluster":"web","taskDefinition":"x:1"} | {"ArnEquals":{"ecs:service":"arn:aws:ecs:eu-central-1:123456789012:service/web/s"}} | yes
                    ListServices | {"cluster":"web"} | {"ArnEquals":{"ecs:cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/web"}} | yes
                    ListServices | {"cluster":"web"} | {"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:username":"ann","aws:PrincipalAccount":"123456789012","aws:RequestedRegion":"eu-central-1","aws:PrincipalType":"User"}} | yes
                    """)
    void givesTheKeys(String operation, String input, String condition, String allowed) {
        String told = told(operation, input, condition);
        assertThat(told.equals(ALLOWED)).as(told).isEqualTo(allowed.equals("yes"));
    }

    @Test
    void readsTheTagsOfTheResource() {
        makeCluster("red");
        String red = "{\"StringEquals\":{\"aws:ResourceTag/team\":\"red\",\"ecs:ResourceTag/Team\":\"red\"}}";
        assertThat(told("DeleteCluster", "{\"cluster\":\"red\"}", red)).isEqualTo(ALLOWED);
        assertThat(told("DeleteCluster", "{\"cluster\":\"blue\"}", red)).contains("cluster/blue because");
    }

    @Test
    void tagsOfANewResourceAreAnActionOfTheirOwn() {
        String tagged = "{\"clusterName\":\"c\",\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}";
        assertThat(decided("CreateCluster", tagged, policy("ecs:CreateCluster", "{}")))
                .contains("perform: ecs:TagResource on resource: " + EcsRoom.ARN + "cluster/c because");
        assertThat(decided(
                        "CreateCluster",
                        tagged,
                        policy("ecs:CreateCluster", "{}"),
                        policy("ecs:TagResource", "{\"StringEquals\":{\"ecs:CreateAction\":\"CreateCluster\"}}")))
                .isEqualTo(ALLOWED);
    }

    @Test
    void rolesAreHandedOver() {
        String definition = "{\"family\":\"x\",\"taskRoleArn\":\"app\","
                + "\"executionRoleArn\":\"arn:aws:iam::123456789012:role/exec\"}";
        PolicySource register = policy("ecs:RegisterTaskDefinition", "{}");
        assertThat(decided("RegisterTaskDefinition", definition, register))
                .contains("perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/app because");
        PolicySource toTasks =
                policy("iam:PassRole", "{\"StringEquals\":{\"iam:PassedToService\":\"ecs-tasks.amazonaws.com\"}}");
        assertThat(decided("RegisterTaskDefinition", definition, register, toTasks))
                .isEqualTo(ALLOWED);
        assertThat(decided("CreateService", "{\"serviceName\":\"s\",\"role\":\"lb\"}", policy("ecs:*", "{}"), toTasks))
                .contains("iam:PassRole on resource: arn:aws:iam::123456789012:role/lb because");
        assertThat(decided(
                        "RunTask",
                        "{\"taskDefinition\":\"x\",\"overrides\":{\"taskRoleArn\":\"other\"}}",
                        policy("ecs:*", "{}")))
                .contains("iam:PassRole on resource: arn:aws:iam::123456789012:role/other because");
    }

    private void makeCluster(String name) {
        room.call(
                EcsApi.CREATE_CLUSTER,
                CreateClusterRequest.builder()
                        .clusterName(name)
                        .tags(Tag.builder().key("Team").value(name).build())
                        .build());
    }

    /** What ann is told, who has no policy when the condition is empty, and else one for everything under that condition. */
    private String told(String operation, String input, String condition) {
        return condition.equals("{}") ? decided(operation, input) : decided(operation, input, policy("*", condition));
    }

    private String decided(String operation, String input, PolicySource... policies) {
        OperationType<?, ?> type = EcsApi.MODEL.operations().stream()
                .filter(one -> one.name().equals(operation))
                .findFirst()
                .orElseThrow();
        SdkPojo builder = type.newInput();
        AwsJson.readInto(input.getBytes(UTF_8), builder);
        Object request = ((SdkBuilder<?, ?>) builder).build();
        PolicyAuthorizer authorizer = new PolicyAuthorizer(
                Ecs.access(),
                call -> PolicySet.of(Arrays.asList(policies)),
                () -> room.store().view(),
                () -> room.env().now());
        try {
            authorizer.authorize(ANN, type, request);
            return ALLOWED;
        } catch (AwsError refused) {
            assertThat(refused.code()).isEqualTo("AccessDeniedException");
            return refused.message();
        }
    }

    private static PolicySource policy(String action, String condition) {
        String document = """
                {"Version": "2012-10-17", "Statement":
                  {"Effect": "Allow", "Action": "%s", "Resource": "*", "Condition": %s}}""".formatted(action, condition);
        return new PolicySource("one", PolicyDocument.parse(document, PolicyKind.INLINE));
    }
}
