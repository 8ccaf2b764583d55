package io.gantry.models;

import static io.gantry.models.WireFixture.form;
import static io.gantry.models.WireFixture.get;
import static io.gantry.models.WireFixture.post;
import static io.gantry.models.WireFixture.send;
import static io.gantry.models.WireFixture.signed;
import static io.gantry.models.WireFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.base.Limits;
import io.gantry.models.cloudwatch.CloudwatchApi;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.models.efs.EfsApi;
import io.gantry.models.eks.EksApi;
import io.gantry.models.elbv2.Elbv2Api;
import io.gantry.models.iam.IamApi;
import io.gantry.models.s3.S3Api;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SigV4Signer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same thing is refused in each protocol's own words and shape. */
final class ErrorShapesTest {
    private static final String JSON = "application/json";

    private final WireFixture wire = WireFixture.of(Map.of(
            IamApi.GET_ROLE,
            AwsError.client("NoSuchEntityException", "The role a&b cannot be found."),
            Elbv2Api.DESCRIBE_TARGET_GROUPS,
            AwsError.client("TargetGroupNotFoundException", "One or more target groups not found"),
            Ec2Api.DELETE_VPC,
            AwsError.client("InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist"),
            EksApi.DESCRIBE_CLUSTER,
            AwsError.client("ResourceNotFoundException", "No cluster found for name: a.")
                    .withMembers(Map.of("clusterName", "a")),
            EfsApi.DESCRIBE_FILE_SYSTEMS,
            AwsError.client("FileSystemNotFound", "File system 'fs-1' does not exist.")
                    .withMembers(Map.of("ErrorCode", "FileSystemNotFound")),
            S3Api.HEAD_BUCKET,
            AwsError.client("NoSuchBucket", "The specified bucket does not exist"),
            S3Api.LIST_OBJECTS_V2,
            AwsError.client("NoSuchBucket", "The specified bucket does not exist")
                    .withMembers(Map.of("BucketName", "b")),
            CloudwatchApi.GET_DASHBOARD,
            AwsError.client("DashboardNotFoundErrorException", "Dashboard a does not exist")));

    private Reply refused(Request request, int status, String... parts) {
        Reply reply = wire.send(request);
        assertThat(text(reply)).contains(parts);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(wire.env.reported()).isEmpty();
        return reply;
    }

    @Test
    void queryErrorsAreWrappedAndHaveTheQueryCode() {
        Reply reply = refused(
                signed(form("Action=GetRole&Version=2010-05-08&RoleName=a"), "iam"),
                404,
                "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>"
                        + "<Code>NoSuchEntity</Code><Message>The role a&amp;b cannot be found.</Message></Error>"
                        + "<RequestId>",
                "</RequestId></ErrorResponse>");
        assertThat(reply.headers().firstOrEmpty("x-amzn-requestid")).isNotEmpty();
        refused(
                signed(form("Action=DescribeTargetGroups&Version=2015-12-01"), "elasticloadbalancing"),
                400,
                "<Code>TargetGroupNotFound</Code>");
    }

    @Test
    void ec2ErrorsHaveAShapeOfTheirOwn() {
        refused(
                signed(form("Action=DeleteVpc&Version=2016-11-15&VpcId=vpc-1"), "ec2"),
                400,
                "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc ID 'vpc-1' does not"
                        + " exist</Message></Error></Errors><RequestID>");
    }

    @Test
    void restJsonErrorsNameThemselvesInAHeader() {
        Reply cluster = refused(
                signed(get("/clusters/a", ""), "eks"),
                404,
                "\"message\":\"No cluster found for name: a.\"",
                "\"clusterName\":\"a\"");
        assertThat(cluster.headers().firstOrEmpty("x-amzn-errortype")).isEqualTo("ResourceNotFoundException");
        refused(
                signed(get("/2015-02-01/file-systems", ""), "elasticfilesystem"),
                404,
                "\"Message\":\"File system 'fs-1' does not exist.\"",
                "\"ErrorCode\":\"FileSystemNotFound\"");
    }

    @Test
    void s3ErrorsAreNotWrapped() {
        Reply reply = refused(
                signed(get("/b", "list-type=2"), "s3"),
                404,
                "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>"
                        + "<BucketName>b</BucketName><RequestId>");
        assertThat(reply.headers().firstOrEmpty("x-amz-request-id")).isNotEmpty();
    }

    @Test
    void servicesThatOnceSpokeQueryTellTheOldCodeBesideTheNewName() {
        Request json = post("/", "application/x-amz-json-1.0", "{\"DashboardName\":\"a\"}");
        Reply reply = refused(
                signed(
                        json.withHeaders(
                                json.headers().with("x-amz-target", "GraniteServiceVersion20100801.GetDashboard")),
                        "monitoring"),
                404,
                "\"__type\":\"DashboardNotFoundError\"");
        assertThat(reply.headers().firstOrEmpty("x-amzn-query-error")).isEqualTo("ResourceNotFound;Sender");
        refused(
                signed(form("Action=GetDashboard&Version=2010-08-01&DashboardName=a"), "monitoring"),
                404,
                "<Code>ResourceNotFound</Code>");
    }

    @Test
    void brokenConstraintsHaveEachServicesCode() {
        refused(
                signed(form("Action=GetRole&Version=2010-05-08"), "iam"),
                400,
                "<Code>ValidationError</Code>",
                "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be"
                        + " null");
        refused(
                signed(form("Action=DeleteVpc&Version=2016-11-15"), "ec2"),
                400,
                "<Code>MissingParameter</Code><Message>The request must contain the parameter vpcId</Message>");
        refused(
                signed(form("Action=DescribeVpcs&Version=2016-11-15&MaxResults=1"), "ec2"),
                400,
                "<Code>InvalidParameterValue</Code>",
                "'maxResults'");
        refused(
                signed(post("/clusters", JSON, "{\"name\":\"a\"}"), "eks"),
                400,
                "\"__type\":\"InvalidParameterException\"",
                "roleArn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "iam | Version=2010-05-08&Action=ListUsers&MaxItems=x | MalformedInput | Value 'x' at 'MaxItems' is no integer",
                "iam | Version=2010-05-08&Action=ListUsers&MaxItems=99999999999 | MalformedInput | from -2147483648 to 2147483647",
                "iam | Version=2010-05-08&Action=ListUsers&Marker=%zz | MalformedInput | broken percent escape",
                "iam | Version=2010-05-08&Action=ListUsers&Marker=%ff | MalformedInput | not in UTF-8",
                "iam | Version=2010-05-08&Action=ListUsers&Marker=a&Marker=b | MalformedInput | Marker is given more than once",
                "iam | Version=2010-05-08&Action=ListUsers&Marker.1=a | MalformedInput | 'Marker' is a single value",
                "iam | Version=2010-05-08&Action=TagRole&RoleName=a&Tags=b | MalformedInput | 'Tags' is a list; give its items as Tags.member.1",
                "iam | Version=2010-05-08&Action=TagRole&RoleName=a&Tags.member.x.Key=b | MalformedInput | 'x' numbers no item of 'Tags'",
                "iam | Version=2010-05-08&Action=TagRole&RoleName=a&Tags.member.1=b | MalformedInput | 'Tags.member.1' is a structure",
                "ec2 | Version=2016-11-15&Action=DescribeVpcs&Colour=b | UnknownParameter | The parameter Colour is not recognized",
                "ec2 | Version=2016-11-15&Action=DescribeVpcs&Filter.1.Nome=b | UnknownParameter | The parameter Filter.1.Nome is not recognized",
                "ec2 | Version=2016-11-15&Action=DescribeVpcs&DryRun=maybe | InvalidParameterValue | Value 'maybe' at 'DryRun' is no boolean"
            })
    void unreadableFormsSayWhatIsWrong(String service, String form, String code, String message) {
        refused(signed(form(form), service), 400, "<Code>" + code + "</Code>", message.replace("&", "&amp;"));
    }

    @Test
    void namesThatNestTooDeeplyAreRefused() {
        refused(
                signed(form("Version=2010-05-08&Action=ListUsers&" + "a.".repeat(20_000) + "=1"), "iam"),
                400,
                "<Code>MalformedInput</Code>",
                "more than " + Limits.REQUEST_DEPTH + " parts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<Tagging> | not well-formed",
                "<Tagging><TagSet><Tag>text</Tag></TagSet></Tagging> | The element Tag holds further elements",
                "<Tagging><TagSet/><TagSet/></Tagging> | The element TagSet is given more than once",
                "<Tagging><TagSet><Tag><Key><b/></Key></Tag></TagSet></Tagging> | The element Key holds a single value",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><Tagging><TagSet><Tag><Key>&b;</Key></Tag></TagSet></Tagging> | a document type",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><Tagging/> | a document type",
                "{} | not well-formed"
            })
    void unreadableXmlSaysWhatIsWrong(String body, String message) {
        Request put = send("PUT", "/b", "application/xml", body);
        Request tagging = tagging(put);
        refused(signed(tagging, "s3"), 400, "<Code>MalformedXML</Code>", message);
    }

    @Test
    void xmlThatNestsTooDeeplyIsRefused() {
        Request put = send("PUT", "/b", "application/xml", "<a>".repeat(100_000));
        Request tagging = tagging(put);
        refused(signed(tagging, "s3"), 400, "<Code>MalformedXML</Code>");
    }

    private static Request tagging(Request put) {
        return new Request("PUT", "/b", "tagging", put.headers(), put.body(), put.endpoint());
    }

    @Test
    void unreadableJsonSaysWhatIsWrong() {
        refused(signed(post("/clusters", JSON, "{"), "eks"), 400, "\"__type\":\"SerializationException\"");
        refused(
                signed(post("/clusters", "text/plain", "{}"), "eks"),
                415,
                "The content type must be application/json.");
        refused(signed(get("/clusters", "maxResults=x"), "eks"), 400, "Value 'x' at 'maxResults' is no integer");
        refused(signed(get("/clusters/%ff", ""), "eks"), 400, "not in UTF-8");
    }

    private static Request call(String protocol) {
        return switch (protocol) {
            case "json" -> {
                Request plain = post("/", "application/x-amz-json-1.1", "{}");
                yield plain.withHeaders(
                        plain.headers().with("x-amz-target", "AmazonEC2ContainerServiceV20141113.ListClusters"));
            }
            case "cbor" -> {
                Request plain =
                        post("/service/GraniteServiceVersion20100801/operation/ListDashboards", "application/cbor", "");
                yield plain.withHeaders(plain.headers().with("smithy-protocol", "rpc-v2-cbor"));
            }
            case "query" -> form("Action=ListUsers&Version=2010-05-08");
            case "ec2" -> form("Action=DescribeVpcs&Version=2016-11-15");
            case "rest-json" -> get("/clusters", "");
            case String s3 -> get("/", "");
        };
    }

    private static String scope(String protocol) {
        return switch (protocol) {
            case "json" -> "ecs";
            case "cbor" -> "monitoring";
            case "query" -> "iam";
            case "ec2" -> "ec2";
            case "rest-json" -> "eks";
            case String s3 -> "s3";
        };
    }

    /** The three refusals of signatures in each protocol: unknown key, wrong signature, a date that is too old. */
    @ParameterizedTest
    @CsvSource({
        "json, UnrecognizedClientException, InvalidSignatureException, InvalidSignatureException, 400",
        "cbor, UnrecognizedClientException, InvalidSignatureException, InvalidSignatureException, 400",
        "query, InvalidClientTokenId, SignatureDoesNotMatch, SignatureDoesNotMatch, 403",
        "ec2, AuthFailure, AuthFailure, RequestExpired, 401",
        "rest-json, UnrecognizedClientException, InvalidSignatureException, InvalidSignatureException, 403",
        "s3, InvalidAccessKeyId, SignatureDoesNotMatch, RequestTimeTooSkewed, 403"
    })
    void refusedSignaturesHaveEachProtocolsCode(
            String protocol, String unknownKey, String wrongSignature, String old, int status) {
        String service = scope(protocol);
        Request plain = call(protocol);
        assertThat(wire.send(signed(plain, service)).status()).isEqualTo(200);
        SigV4Signer stranger = new SigV4Signer("AKIANONE", "secret", Optional.empty(), "eu-west-3", service);
        refused(signed(plain, stranger), status, unknownKey);
        SigV4Signer liar = new SigV4Signer("AKIAROOT", "guess", Optional.empty(), "eu-west-3", service);
        refused(signed(plain, liar), status, wrongSignature);
        SigV4Signer root = new SigV4Signer("AKIAROOT", "secret", Optional.empty(), "eu-west-3", service);
        Headers.Builder late = plain.headers().toBuilder();
        root.sign(plain, FixedEnv.NOW.minusSeconds(16 * 60)).forEach(late::add);
        refused(plain.withHeaders(late.build()), protocol.equals("ec2") ? 400 : status, old);
    }

    @Test
    void callsWithoutASignatureAreTold() {
        refused(call("json"), 400, "MissingAuthenticationTokenException");
        refused(call("query"), 403, "<Code>MissingAuthenticationToken</Code>");
        refused(call("ec2"), 403, "<Response><Errors><Error><Code>MissingAuthenticationToken</Code>");
    }
}
