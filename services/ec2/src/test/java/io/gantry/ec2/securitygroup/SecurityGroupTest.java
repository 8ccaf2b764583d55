package io.gantry.ec2.securitygroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ec2.Ec2Room;
import io.gantry.models.ec2.Ec2Api;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class SecurityGroupTest {
    private final Ec2Room room = new Ec2Room();
    private final String vpcId = room.vpc("10.0.0.0/16").vpcId();
    private final String web = room.group(vpcId, "web");

    private List<SecurityGroupRule> allow(String group, IpPermission... permissions) {
        return room.call(
                        Ec2Api.AUTHORIZE_SECURITY_GROUP_INGRESS,
                        AuthorizeSecurityGroupIngressRequest.builder()
                                .groupId(group)
                                .ipPermissions(permissions)
                                .build())
                .securityGroupRules();
    }

    private static IpPermission tcp(int port, Consumer<IpPermission.Builder> peers) {
        IpPermission.Builder permission =
                IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
        peers.accept(permission);
        return permission.build();
    }

    private static IpPermission fromRange(int port, String range) {
        return tcp(port, it -> it.ipRanges(IpRange.builder().cidrIp(range).build()));
    }

    private static IpPermission fromGroup(int port, String group) {
        return tcp(
                port,
                it -> it.userIdGroupPairs(
                        UserIdGroupPair.builder().groupId(group).build()));
    }

    private SecurityGroup described(String group) {
        return room.call(
                        Ec2Api.DESCRIBE_SECURITY_GROUPS,
                        DescribeSecurityGroupsRequest.builder().groupIds(group).build())
                .securityGroups()
                .getFirst();
    }

    private List<SecurityGroupRule> rules(Consumer<DescribeSecurityGroupRulesRequest.Builder> with) {
        DescribeSecurityGroupRulesRequest.Builder in = DescribeSecurityGroupRulesRequest.builder();
        with.accept(in);
        return room.call(Ec2Api.DESCRIBE_SECURITY_GROUP_RULES, in.build()).securityGroupRules();
    }

    private void revoke(Consumer<RevokeSecurityGroupIngressRequest.Builder> with) {
        RevokeSecurityGroupIngressRequest.Builder in =
                RevokeSecurityGroupIngressRequest.builder().groupId(web);
        with.accept(in);
        assertThat(room.call(Ec2Api.REVOKE_SECURITY_GROUP_INGRESS, in.build()).returnValue())
                .isTrue();
    }

    @Test
    void aNewGroupLetsEverythingOutAndNothingIn() {
        SecurityGroup group = described(web);
        assertThat(group.ipPermissions()).isEmpty();
        IpPermission out = group.ipPermissionsEgress().getFirst();
        assertThat(out.ipProtocol()).isEqualTo("-1");
        assertThat(out.fromPort()).isNull();
        assertThat(out.ipRanges()).extracting(IpRange::cidrIp).containsExactly("0.0.0.0/0");
        SecurityGroupRule rule = rules(it -> {}).stream()
                .filter(each -> each.groupId().equals(web))
                .findFirst()
                .orElseThrow();
        assertThat(rule.isEgress()).isTrue();
        assertThat(rule.fromPort()).isEqualTo(-1);
        room.call(
                Ec2Api.REVOKE_SECURITY_GROUP_EGRESS,
                RevokeSecurityGroupEgressRequest.builder()
                        .groupId(web)
                        .ipPermissions(out)
                        .build());
        assertThat(described(web).ipPermissionsEgress()).isEmpty();
    }

    @Test
    void eachPeerIsARule() {
        String api = room.group(vpcId, "api");
        List<SecurityGroupRule> added = allow(
                web,
                tcp(
                        80,
                        it -> it.ipRanges(
                                        IpRange.builder()
                                                .cidrIp("10.1.2.3/16")
                                                .description("office")
                                                .build(),
                                        IpRange.builder().cidrIp("10.2.0.0/16").build())
                                .ipv6Ranges(Ipv6Range.builder()
                                        .cidrIpv6("2001:DB8::1/32")
                                        .build())
                                .userIdGroupPairs(
                                        UserIdGroupPair.builder().groupId(api).build(),
                                        UserIdGroupPair.builder().groupId(web).build())));
        assertThat(added).hasSize(5).allMatch(rule -> rule.securityGroupRuleId().matches("sgr-[0-9a-f]{17}"));
        assertThat(added.getFirst().cidrIpv4()).isEqualTo("10.1.0.0/16");
        assertThat(added.get(2).cidrIpv6()).isEqualTo("2001:db8::/32");
        assertThat(added.get(3).referencedGroupInfo().groupId()).isEqualTo(api);
        IpPermission shown = described(web).ipPermissions().getFirst();
        assertThat(described(web).ipPermissions()).hasSize(1);
        assertThat(shown.ipRanges()).hasSize(2);
        assertThat(shown.ipRanges().getFirst().description()).isEqualTo("office");
        assertThat(shown.userIdGroupPairs())
                .extracting(UserIdGroupPair::groupId)
                .containsExactly(api, web);
        assertThat(rules(it -> it.securityGroupRuleIds(added.get(1).securityGroupRuleId())))
                .containsExactly(added.get(1));
        assertThat(rules(it ->
                        it.filters(Filter.builder().name("group-id").values(web).build())))
                .hasSize(6)
                .containsAll(added);
        revoke(it -> it.securityGroupRuleIds(added.getFirst().securityGroupRuleId()));
        revoke(it -> it.ipPermissions(fromRange(80, "10.2.0.0/16")));
        assertThat(described(web).ipPermissions().getFirst().ipRanges()).isEmpty();
    }

    @Test
    void aRuleComesOnceAndGoesOnce() {
        allow(web, fromRange(80, "0.0.0.0/0"));
        Ec2Room.refused(
                "InvalidPermission.Duplicate",
                "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\" already exists",
                () -> allow(web, fromRange(443, "0.0.0.0/0"), fromRange(80, "1.2.3.4/0")));
        assertThat(described(web).ipPermissions()).hasSize(1);
        Ec2Room.refused(
                "InvalidPermission.NotFound",
                "does not exist",
                () -> revoke(it -> it.ipPermissions(fromRange(81, "0.0.0.0/0"))));
        Ec2Room.refused(
                "InvalidSecurityGroupRuleId.NotFound",
                "sgr-00000000",
                () -> revoke(it -> it.securityGroupRuleIds("sgr-00000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 80, , InvalidParameterValue",
        "tcp, 81, 80, InvalidParameterValue",
        "udp, 0, 65536, InvalidParameterValue",
        "icmp, 256, 0, InvalidParameterValue",
        "icmp, -1, 0, InvalidParameterValue",
        "256, , , InvalidParameterValue",
        "tpc, 1, 2, InvalidParameterValue",
        ", 1, 2, MissingParameter"
    })
    void badTrafficIsRefused(String protocol, Integer fromPort, Integer toPort, String code) {
        IpPermission bad = IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(fromPort)
                .toPort(toPort)
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
        Ec2Room.refused(code, "", () -> allow(web, bad));
    }

    @ParameterizedTest
    @CsvSource({"6, tcp, 5", "17, udp, 5", "TCP, tcp, 5", "50, 50, -1", "all, -1, -1", "58, icmpv6, 5"})
    void protocolsHaveOneName(String written, String shown, int port) {
        SecurityGroupRule rule = allow(
                        web,
                        IpPermission.builder()
                                .ipProtocol(written)
                                .fromPort(5)
                                .toPort(5)
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                .build())
                .getFirst();
        assertThat(rule.ipProtocol()).isEqualTo(shown);
        assertThat(rule.fromPort()).isEqualTo(port);
    }

    @Test
    void aRuleIsDescribedByItsId() {
        String ruleId = allow(web, fromRange(80, "0.0.0.0/0")).getFirst().securityGroupRuleId();

        room.call(
                Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS,
                UpdateSecurityGroupRuleDescriptionsIngressRequest.builder()
                        .groupId(web)
                        .securityGroupRuleDescriptions(SecurityGroupRuleDescription.builder()
                                .securityGroupRuleId(ruleId)
                                .description("everybody")
                                .build())
                        .build());

        assertThat(rules(it -> it.securityGroupRuleIds(ruleId)))
                .extracting(SecurityGroupRule::description)
                .containsExactly("everybody");
    }

    @Test
    void badPeersAreRefused() {
        Ec2Room.refused("InvalidParameterValue", "malformed", () -> allow(web, fromRange(80, "10.0.0.0")));
        Ec2Room.refused("MissingParameter", "ipRanges", () -> allow(web, tcp(80, it -> {})));
        Ec2Room.refused("InvalidGroup.NotFound", "sg-00000000", () -> allow(web, fromGroup(80, "sg-00000000")));
        Ec2Room.refused(
                "InvalidPrefixListID.NotFound",
                "pl-1",
                () -> allow(
                        web,
                        tcp(
                                80,
                                it -> it.prefixListIds(PrefixListId.builder()
                                        .prefixListId("pl-1")
                                        .build()))));
        String elsewhere = room.group(room.vpc("10.1.0.0/16").vpcId(), "web");
        Ec2Room.refused("InvalidParameterValue", "different networks", () -> allow(web, fromGroup(80, elsewhere)));
    }

    @Test
    void aGroupThatIsNamedStays() {
        String api = room.group(vpcId, "api");
        String rule = allow(web, fromGroup(80, api)).getFirst().securityGroupRuleId();
        allow(api, fromGroup(80, api));
        Ec2Room.refused("DependencyViolation", api, () -> delete(api));
        revoke(it -> it.securityGroupRuleIds(rule));
        delete(api);
        Ec2Room.refused("InvalidGroup.NotFound", api, () -> delete(api));
    }

    private void delete(String group) {
        room.call(
                Ec2Api.DELETE_SECURITY_GROUP,
                DeleteSecurityGroupRequest.builder().groupId(group).build());
    }

    @Test
    void namesAreUniqueInTheirVpc() {
        Ec2Room.refused("InvalidGroup.Duplicate", "'web' already exists for VPC", () -> room.group(vpcId, "web"));
        assertThat(room.group(room.vpc("10.1.0.0/16").vpcId(), "web")).isNotEqualTo(web);
        Ec2Room.refused("InvalidParameterValue", "reserved", () -> room.group(vpcId, "default"));
        Ec2Room.refused("InvalidParameterValue", "sg-", () -> room.group(vpcId, "sg-1"));
        Ec2Room.refused("InvalidParameterValue", "Character", () -> room.group(vpcId, "w\u00e9b"));
        Ec2Room.refused(
                "VPCIdNotSpecified",
                "No default VPC",
                () -> room.call(
                        Ec2Api.CREATE_SECURITY_GROUP,
                        CreateSecurityGroupRequest.builder()
                                .groupName("a")
                                .description("b")
                                .build()));
    }

    @Test
    void theDefaultGroupStays() {
        SecurityGroup standard = room.call(
                        Ec2Api.DESCRIBE_SECURITY_GROUPS,
                        DescribeSecurityGroupsRequest.builder()
                                .filters(Filter.builder()
                                        .name("group-name")
                                        .values("default")
                                        .build())
                                .build())
                .securityGroups()
                .getFirst();
        Ec2Room.refused("CannotDelete", standard.groupId(), () -> delete(standard.groupId()));
    }

    @Test
    void rulesAreModifiedInPlace() {
        SecurityGroupRule rule = allow(web, fromRange(80, "10.0.0.0/8")).getFirst();
        allow(web, fromRange(81, "10.0.0.0/8"));
        room.call(
                Ec2Api.CREATE_TAGS,
                CreateTagsRequest.builder()
                        .resources(rule.securityGroupRuleId())
                        .tags(Tag.builder().key("a").value("b").build())
                        .build());
        modify(rule, 443);
        SecurityGroupRule now =
                rules(it -> it.securityGroupRuleIds(rule.securityGroupRuleId())).getFirst();
        assertThat(now.fromPort()).isEqualTo(443);
        assertThat(now.description()).isEqualTo("changed");
        assertThat(now.tags()).extracting(Tag::key).containsExactly("a");
        modify(rule, 443);
        Ec2Room.refused("InvalidPermission.Duplicate", "81", () -> modify(rule, 81));
    }

    private void modify(SecurityGroupRule rule, int port) {
        room.call(
                Ec2Api.MODIFY_SECURITY_GROUP_RULES,
                ModifySecurityGroupRulesRequest.builder()
                        .groupId(web)
                        .securityGroupRules(SecurityGroupRuleUpdate.builder()
                                .securityGroupRuleId(rule.securityGroupRuleId())
                                .securityGroupRule(SecurityGroupRuleRequest.builder()
                                        .ipProtocol("tcp")
                                        .fromPort(port)
                                        .toPort(port)
                                        .cidrIpv4("10.0.0.0/8")
                                        .description("changed")
                                        .build())
                                .build())
                        .build());
    }

    @Test
    void descriptionsChange() {
        allow(web, fromRange(80, "10.0.0.0/8"));
        room.call(
                Ec2Api.UPDATE_SECURITY_GROUP_RULE_DESCRIPTIONS_INGRESS,
                UpdateSecurityGroupRuleDescriptionsIngressRequest.builder()
                        .groupId(web)
                        .ipPermissions(tcp(
                                80,
                                it -> it.ipRanges(IpRange.builder()
                                        .cidrIp("10.0.0.0/8")
                                        .description("new")
                                        .build())))
                        .build());
        assertThat(described(web)
                        .ipPermissions()
                        .getFirst()
                        .ipRanges()
                        .getFirst()
                        .description())
                .isEqualTo("new");
    }

    @Test
    void theDefaultVpcForgivesARevocationOfNothing() {
        Ec2Room furnished = Ec2Room.furnished();
        String group = furnished.group(furnished.defaultVpc().vpcId(), "web");
        var answer = furnished.call(
                Ec2Api.REVOKE_SECURITY_GROUP_INGRESS,
                RevokeSecurityGroupIngressRequest.builder()
                        .groupName("web")
                        .ipProtocol("tcp")
                        .fromPort(80)
                        .toPort(80)
                        .cidrIp("0.0.0.0/0")
                        .build());
        assertThat(group).startsWith("sg-");
        assertThat(answer.revokedSecurityGroupRules()).isEmpty();
        assertThat(answer.unknownIpPermissions()).hasSize(1);
    }
}
