package io.gantry.models;

import static io.gantry.models.WireFixture.form;
import static io.gantry.models.WireFixture.get;
import static io.gantry.models.WireFixture.post;
import static io.gantry.models.WireFixture.signed;
import static io.gantry.models.WireFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.models.cloudwatch.CloudwatchApi;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.models.ecs.EcsApi;
import io.gantry.models.eks.EksApi;
import io.gantry.models.iam.IamApi;
import io.gantry.models.s3.S3Api;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How requests are told apart, and what is said about those that nobody serves. */
final class DispatchTest {
    private final WireFixture wire = WireFixture.of(Map.of());

    private void assertAnswer(Request request, int status, String contentType, String... parts) {
        Reply reply = wire.send(request);
        assertThat(text(reply)).contains(parts);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers().firstOrEmpty("content-type")).isEqualTo(contentType);
        assertThat(wire.env.reported()).isEmpty();
    }

    private static Request target(String target, String contentType, String body) {
        Request plain = post("/", contentType, body);
        return plain.withHeaders(plain.headers().with("X-Amz-Target", target));
    }

    @Test
    void oneServiceAnswersInTheFormatOfEachRequest() {
        assertAnswer(
                signed(form("Action=ListDashboards&Version=2010-08-01"), "monitoring"),
                200,
                "text/xml",
                "<ListDashboardsResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
                        + "<ListDashboardsResult></ListDashboardsResult><ResponseMetadata><RequestId>");
        assertAnswer(
                signed(
                        target("GraniteServiceVersion20100801.ListDashboards", "application/x-amz-json-1.0", "{}"),
                        "monitoring"),
                200,
                "application/x-amz-json-1.0",
                "{}");
        Request cbor = post("/service/GraniteServiceVersion20100801/operation/ListDashboards", "application/cbor", "");
        assertAnswer(
                signed(cbor.withHeaders(cbor.headers().with("smithy-protocol", "rpc-v2-cbor")), "monitoring"),
                200,
                "application/cbor",
                "");
    }

    @Test
    void aQueryCallMayBeAGetOrHaveItsActionInTheUrl() {
        assertAnswer(
                signed(get("/", "Action=GetCallerIdentity&Version=2011-06-15"), "sts"),
                200,
                "text/xml",
                "<GetCallerIdentityResponse");
        Request both = new Request(
                "POST",
                "/",
                "Action=GetCallerIdentity",
                Headers.of("Host", "gantry", "Content-Type", WireFixture.FORM),
                "Version=2011-06-15".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.net.URI.create("http://gantry"));
        assertAnswer(signed(both, "sts"), 200, "text/xml", "<GetCallerIdentityResponse");
    }

    @Test
    void versionAndScopeTellTheServiceTogether() {
        // Of the two services that share this scope only the newer is there.
        assertAnswer(
                signed(form("Action=DescribeLoadBalancers&Version=2012-06-01"), "elasticloadbalancing"),
                400,
                "text/xml",
                "<Code>NoSuchVersion</Code>",
                "(2012-06-01) of service elasticloadbalancing does not exist. It has 2015-12-01.");
        assertAnswer(
                signed(form("Action=DescribeLoadBalancers&Version=2015-12-01"), "elasticloadbalancing"),
                200,
                "text/xml",
                "<DescribeLoadBalancersResponse");
        // The version alone tells the service, and then the scope is wrong.
        assertAnswer(
                signed(form("Action=ListUsers&Version=2010-05-08"), "sts"),
                403,
                "text/xml",
                "<Code>SignatureDoesNotMatch</Code>",
                "Credential should be scoped to correct service: &apos;iam&apos;.".replace("&apos;", "'"));
    }

    @Test
    void aFormIsNoCallOfAServiceThatSpeaksNoForms() {
        assertAnswer(
                signed(form("Action=ListClusters&Version=2014-11-13"), "ecs"),
                400,
                "text/xml",
                "<Code>UnsupportedOperation</Code>",
                "ecs:ListClusters");
    }

    @Test
    void restCallsAreFoundByMethodPathAndQuery() {
        assertAnswer(signed(get("/clusters", ""), "eks"), 200, "application/json", "{}");
        assertAnswer(signed(get("/clusters/a%20b/node-groups/n", ""), "eks"), 200, "application/json", "{}");
        assertAnswer(signed(get("/clusters/", ""), "eks"), 200, "application/json", "{}");
        assertAnswer(
                signed(get("/2015-02-01/file-systems", "MaxItems=3"), "elasticfilesystem"),
                200,
                "application/json",
                "{}");
        assertAnswer(signed(get("/b", "list-type=2&prefix=a"), "s3"), 200, "application/xml", "<ListObjectsV2Result");
        assertAnswer(signed(get("/b", "versions"), "s3"), 200, "application/xml", "<ListObjectVersionsResult");
        Reply deleted = wire.send(signed(WireFixture.send("DELETE", "/b/a/long/key", "text/plain", ""), "s3"));
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
    }

    @Test
    void whatNoTemplateFitsIsUnknown() {
        assertAnswer(
                signed(WireFixture.send("PATCH", "/clusters", "application/json", "{}"), "eks"),
                404,
                "application/json",
                "\"__type\":\"UnknownOperationException\"",
                "No operation of eks is called by PATCH /clusters");
        assertAnswer(
                signed(get("/b", "cors"), "s3"),
                405,
                "application/xml",
                "<Error><Code>MethodNotAllowed</Code><Message>No operation of s3 is called by GET /b</Message>");
        assertAnswer(
                signed(get("/", ""), "ecs"),
                400,
                "application/x-amz-json-1.1",
                "ecs is called with X-Amz-Target or Action");
        assertAnswer(get("/", ""), 400, "application/x-amz-json-1.1", "The request names no operation");
    }

    @Test
    void unknownActionsAreNamed() {
        assertAnswer(
                signed(form("Action=Nope&Version=2010-05-08"), "iam"),
                400,
                "text/xml",
                "<Code>InvalidAction</Code>",
                "Could not find operation Nope for version 2010-05-08");
        assertAnswer(signed(form("Version=2010-05-08"), "iam"), 400, "text/xml", "<Code>MissingAction</Code>");
        assertAnswer(
                signed(form("Action=Nope&Version=2016-11-15"), "ec2"),
                400,
                "text/xml",
                "<Response><Errors><Error><Code>UnsupportedOperation</Code><Message>The operation Nope is not supported",
                "</Errors><RequestID>");
        assertAnswer(
                signed(target("AmazonEC2ContainerServiceV20141113.Nope", "application/x-amz-json-1.1", "{}"), "ecs"),
                400,
                "application/x-amz-json-1.1",
                "\"__type\":\"UnknownOperationException\"",
                "Nope");
    }

    @Test
    void servicesThatAreNotThereAreNamedWithThoseThatAre() {
        WireFixture only = new WireFixture(List.of(EcsApi.MODEL), Set.of(), Map.of());
        Map<Request, List<String>> answers = Map.of(
                signed(target("DynamoDB_20120810.ListTables", "application/x-amz-json-1.0", "{}"), "dynamodb"),
                List.of("\"__type\":\"UnsupportedOperationException\"", "DynamoDB_20120810.ListTables", "has: ecs."),
                signed(form("Action=Publish&Version=2010-03-31"), "sns"),
                List.of("<ErrorResponse><Error><Type>Sender</Type><Code>UnsupportedOperation</Code>", "sns:Publish"),
                signed(form("Action=DescribeVpcs&Version=2016-11-15"), "ec2"),
                List.of("<Response><Errors><Error><Code>UnsupportedOperation</Code>", "ec2:DescribeVpcs"),
                signed(get("/2015-03-31/functions/", ""), "lambda"),
                List.of("\"__type\":\"UnsupportedOperationException\"", "lambda: GET /2015-03-31/functions/"),
                signed(get("/bucket", "list-type=2"), "s3"),
                List.of("<Error><Code>NotImplemented</Code>", "s3: GET /bucket"));
        answers.forEach((request, parts) -> {
            Reply reply = only.send(request);
            assertThat(text(reply)).contains(parts);
            assertThat(reply.status()).isEqualTo(400);
        });
        Reply lambda = only.send(signed(get("/2015-03-31/functions/", ""), "lambda"));
        assertThat(lambda.headers().firstOrEmpty("x-amzn-errortype")).isEqualTo("UnsupportedOperationException");
    }

    @Test
    void operationsThatAreNotBuiltNameThemselvesInEveryFormat() {
        WireFixture unbuilt = new WireFixture(
                WireFixture.EVERY_SERVICE,
                Set.of(
                        EcsApi.LIST_CLUSTERS,
                        IamApi.LIST_USERS,
                        Ec2Api.DESCRIBE_VPCS,
                        EksApi.LIST_CLUSTERS,
                        S3Api.LIST_BUCKETS,
                        CloudwatchApi.LIST_DASHBOARDS),
                Map.of());
        Map<Request, String> codes = Map.of(
                signed(
                        target("AmazonEC2ContainerServiceV20141113.ListClusters", "application/x-amz-json-1.1", "{}"),
                        "ecs"),
                "UnsupportedOperationException ListClusters",
                signed(form("Action=ListUsers&Version=2010-05-08"), "iam"),
                "UnsupportedOperation ListUsers",
                signed(form("Action=DescribeVpcs&Version=2016-11-15"), "ec2"),
                "UnsupportedOperation DescribeVpcs",
                signed(get("/clusters", ""), "eks"),
                "UnsupportedOperationException ListClusters",
                signed(get("/", ""), "s3"),
                "NotImplemented ListBuckets",
                signed(form("Action=ListDashboards&Version=2010-08-01"), "monitoring"),
                "UnsupportedOperation ListDashboards");
        codes.forEach((request, code) -> {
            Reply reply = unbuilt.send(request);
            assertThat(text(reply)).contains(code.split(" ", 2));
            assertThat(reply.status()).isEqualTo(400);
        });
    }
}
