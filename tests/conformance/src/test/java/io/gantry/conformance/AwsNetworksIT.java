package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The AWS command line on EC2: a VPC from its making to its end, key pairs, and the host as an instance. */
@ExtendWith(SharedGantry.class)
final class AwsNetworksIT {
    @TempDir
    Path folder;

    private final RunningGantry gantry;
    private final AwsProgram aws;

    AwsNetworksIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.aws = new AwsProgram(gantry);
    }

    @Test
    void a_vpc_is_made_shown_and_deleted() {
        String tags = "ResourceType=vpc,Tags=[{Key=Name,Value=walk}]";
        String vpc = aws.ec2("create-vpc", "--cidr-block", "10.79.0.0/16", "--tag-specifications", tags)
                .path("Vpc")
                .path("VpcId")
                .asString();
        JsonNode subnet = aws.ec2("create-subnet", "--vpc-id", vpc, "--cidr-block", "10.79.1.0/24")
                .path("Subnet");
        assertThat(subnet.path("AvailableIpAddressCount").asInt()).isEqualTo(251);
        assertThat(aws.ec2("describe-vpcs", "--filters", "Name=tag:Name,Values=walk")
                        .path("Vpcs")
                        .path(0)
                        .path("VpcId")
                        .asString())
                .isEqualTo(vpc);
        Command.Ended inUse = aws.run("ec2", "delete-vpc", "--vpc-id", vpc);
        assertThat(inUse.errors()).contains("(DependencyViolation)");
        assertThat(aws.run(
                                "ec2",
                                "delete-subnet",
                                "--subnet-id",
                                subnet.path("SubnetId").asString())
                        .exitCode())
                .isZero();
        assertThat(aws.run("ec2", "delete-vpc", "--vpc-id", vpc).exitCode()).isZero();
        assertThat(aws.run("ec2", "describe-vpcs", "--vpc-ids", vpc).errors()).contains("(InvalidVpcID.NotFound)");
    }

    @Test
    void keys_have_the_fingerprints_that_their_owners_compute() throws IOException {
        assumeTrue(Command.find("ssh-keygen").isPresent(), "skipped: there is no ssh-keygen");
        JsonNode made = aws.ec2("create-key-pair", "--key-name", "made", "--key-type", "ed25519");
        Path secret = Files.createFile(
                folder.resolve("made"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, made.path("KeyMaterial").asString());
        Path open = folder.resolve("made.pub");
        Files.writeString(
                open,
                Command.of("ssh-keygen", "-y", "-f", secret.toString()).run().success());
        String fingerprint = made.path("KeyFingerprint").asString();
        assertThat(Command.of("ssh-keygen", "-l", "-f", open.toString()).run().success())
                .contains("SHA256:" + fingerprint.replace("=", ""));
        JsonNode brought =
                aws.ec2("import-key-pair", "--key-name", "brought", "--public-key-material", "fileb://" + open);
        assertThat(brought.path("KeyFingerprint").asString()).isEqualTo(fingerprint);
        assertThat(aws.ec2("describe-key-pairs", "--filters", "Name=fingerprint,Values=" + fingerprint)
                        .path("KeyPairs"))
                .hasSize(2);
        assertThat(aws.ec2("delete-key-pair", "--key-name", "made")
                        .path("KeyPairId")
                        .asString())
                .isEqualTo(made.path("KeyPairId").asString());
    }

    @Test
    void a_host_is_the_instance_that_ecs_names() {
        String id = gantry.calls()
                .ok(
                        "DescribeContainerInstances",
                        EcsCalls.object()
                                .set(
                                        "containerInstances",
                                        gantry.calls()
                                                .ok("ListContainerInstances", EcsCalls.object())
                                                .path("containerInstanceArns")))
                .path("containerInstances")
                .path(0)
                .path("ec2InstanceId")
                .asString();
        JsonNode instance = aws.ec2("describe-instances", "--instance-ids", id)
                .path("Reservations")
                .path(0)
                .path("Instances")
                .path(0);
        assertThat(instance.path("State").path("Name").asString()).isEqualTo("running");
        assertThat(instance.path("Placement").path("AvailabilityZone").asString())
                .isEqualTo("us-east-1a");
    }
}
