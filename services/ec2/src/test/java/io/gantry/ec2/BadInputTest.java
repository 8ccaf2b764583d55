package io.gantry.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.access.PolicyAuthorizer;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.policy.PolicyDocument;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.state.Table;
import io.gantry.wire.Gateway;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.SigV4Signer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * Every member of every operation with every sort of bad value, through the gateway into a room with a VPC: whatever comes
 * is answered, never as a fault, and what was kept can be read again.
 */
class BadInputTest {
    private static final int DEEPEST = 6;

    private static final List<String> BAD = List.of(
            "",
            " ",
            "x".repeat(70_000),
            "\u0000",
            "\u00e9\u2603\ud83d\ude80",
            "vpc-",
            "vpc-00000000",
            "sg-0123456789abcdef0",
            "../../etc",
            "BOGUS",
            "-1",
            "0",
            "2147483647",
            "99999999999999999999",
            "1.5",
            "true",
            "0.0.0.0/0",
            "10.9.0.0/16",
            "10.9.0.0/33",
            "::/0",
            "*?\\");

    /** No root, so that it is told what the calls need; and allowed everything, whatever the call needs to be told. */
    private static final Credential ADMIN = new Credential(
            "secret",
            Ec2Room.ACCOUNT,
            "arn:aws:iam::" + Ec2Room.ACCOUNT + ":user/admin",
            false,
            Optional.empty(),
            Optional.empty());

    private static final PolicySet EVERYTHING =
            PolicySet.of(List.of(new PolicySource("everything", PolicyDocument.parse("""
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "*", "Resource": "*"},
                      {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
                        "StringLike": {"aws:ResourceTag/x": "never", "aws:RequestTag/x": "never", "aws:TagKeys": "never"}}}]}""", PolicyKind.INLINE))));

    private final Ec2Room room = Ec2Room.furnished();
    private final String vpcId = room.vpc("10.8.0.0/16").vpcId();
    private final String subnetId = room.subnet(vpcId, "10.8.0.0/24").subnetId();
    private final String groupId = room.group(vpcId, "web");
    private final String eniId = room.eni(subnetId).networkInterfaceId();
    private final SigV4Signer signer = new SigV4Signer("AKIAROOT", "secret", Optional.empty(), Ec2Room.REGION, "ec2");
    private final Gateway gateway = new Gateway(
            OperationRegistry.of(List.of(Ec2Api.MODEL), room.ec2().operations()),
            new Gateway.Ports(
                    room.env(),
                    key -> Optional.of(ADMIN),
                    new PolicyAuthorizer(
                            room.ec2().access(),
                            call -> EVERYTHING,
                            () -> room.store().view(),
                            () -> room.env().now()),
                    fault -> false));

    static Stream<String> operations() {
        return new Ec2Room()
                .ec2().operations().keySet().stream().map(OperationType::name).sorted();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whateverAMemberHoldsIsAnswered(String operation) {
        OperationType<?, ?> type = Ec2Api.MODEL.operations().stream()
                .filter(found -> found.name().equals(operation))
                .findFirst()
                .orElseThrow();
        List<String> places = new ArrayList<>();
        places(type.newInput(), "", places);
        for (String place : places) {
            for (String bad : BAD) {
                Map<String, String> form = new LinkedHashMap<>(base(places));
                form.put(place, bad);
                Reply reply = call(operation, form);
                assertThat(reply.status())
                        .as(() -> operation + " " + place + " " + bad.substring(0, Math.min(50, bad.length())) + ": "
                                + text(reply))
                        .isBetween(200, 499);
                if (reply.status() != 200) {
                    assertThat(text(reply)).contains("<Code>", "<Message>").hasSizeLessThan(10_000);
                }
            }
        }
        for (Table<?> table : Ec2.tables()) {
            assertThat(room.store().view().list(table, "")).isNotNull();
        }
    }

    /** A valid call as far as the operation has these members, so that what is bad meets the operation and not its neighbour. */
    private Map<String, String> base(List<String> places) {
        Map<String, String> valid = new LinkedHashMap<>();
        valid.put("VpcId", vpcId);
        valid.put("SubnetId", subnetId);
        valid.put("GroupId", groupId);
        valid.put("NetworkInterfaceId", eniId);
        valid.put("CidrBlock", "10.8.1.0/24");
        valid.put("GroupName", "name");
        valid.put("GroupDescription", "text");
        valid.put("ResourceId.1", vpcId);
        valid.put("Tag.1.Key", "key");
        valid.put("Filter.1.Name", "vpc-id");
        valid.put("Filter.1.Value.1", vpcId);
        valid.put("IpPermissions.1.IpProtocol", "tcp");
        valid.put("IpPermissions.1.FromPort", "1");
        valid.put("IpPermissions.1.ToPort", "2");
        valid.put("IpPermissions.1.IpRanges.1.CidrIp", "1.0.0.0/8");
        valid.put("DestinationCidrBlock", "1.0.0.0/8");
        valid.keySet().removeIf(name -> places.stream().noneMatch(name::equals));
        return valid;
    }

    private static void places(SdkPojo shape, String prefix, List<String> found) {
        for (SdkField<?> field : shape.sdkFields()) {
            place(field, prefix + field.locationName(), found);
        }
    }

    private static void place(SdkField<?> field, String path, List<String> found) {
        found.add(path);
        if (path.chars().filter(letter -> letter == '.').count() > DEEPEST) {
            return;
        }
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            places(field.constructor().get(), path + ".", found);
        } else if (type.equals(MarshallingType.LIST)) {
            place(field.getTrait(ListTrait.class).memberFieldInfo(), path + ".1", found);
        }
    }

    private Reply call(String operation, Map<String, String> members) {
        Map<String, String> form = new LinkedHashMap<>(members);
        form.put("Action", operation);
        form.put("Version", "2016-11-15");
        String body = form.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        Headers headers = new Headers.Builder()
                .add("host", "gantry")
                .add("content-type", "application/x-www-form-urlencoded")
                .build();
        Request bare = new Request(
                "POST", "/", "", headers, body.getBytes(StandardCharsets.UTF_8), URI.create("http://gantry:4566"));
        Headers.Builder all = bare.headers().toBuilder();
        signer.sign(bare, room.env().now()).forEach(all::add);
        return gateway.handle(bare.withHeaders(all.build()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
