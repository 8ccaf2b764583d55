package io.gantry.ec2.vpc;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Fences;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which ranges VPCs may have. All VPCs share the hosts, and a task's address is reached from its host, so no two of them
 * overlap, nor one and a network that the host reaches already (docs/decisions, "EC2").
 */
final class VpcRange {
    private static final String FENCE = "vpc-ranges";
    private static final int WIDEST = 16;
    private static final int NARROWEST = 28;

    private VpcRange() {}

    /** What the default VPC may have, the best first: AWS's own, its neighbours, then 10.x from the top. */
    private static Stream<Cidr> choices() {
        Stream<Cidr> neighbours =
                IntStream.rangeClosed(18, 30).map(i -> 48 - i).mapToObj(second -> Cidr.of("172." + second + ".0.0/16"));
        Stream<Cidr> tens =
                IntStream.rangeClosed(0, 255).map(i -> 255 - i).mapToObj(second -> Cidr.of("10." + second + ".0.0/16"));
        return Stream.of(Stream.of(Cidr.of("172.31.0.0/16")), neighbours, tens).flatMap(each -> each);
    }

    /**
     * The range that a caller wrote.
     *
     * @throws AwsError InvalidParameterValue when it is none, InvalidVpc.Range when it is too wide or too narrow
     */
    static Cidr checked(String text) {
        Cidr range = Cidr.parse(text)
                .orElseThrow(() -> Ec2Errors.invalidValue(text, "cidrBlock", "This is not a valid CIDR block."));
        if (range.prefixLength() < WIDEST || range.prefixLength() > NARROWEST) {
            throw AwsError.client("InvalidVpc.Range", "The CIDR '" + range + "' is invalid.");
        }
        return range;
    }

    /**
     * Refuses {@code range} if another VPC or the host has addresses of it.
     *
     * @param ofTheHost the networks that the host reaches
     * @throws AwsError InvalidVpc.Range with the reason
     */
    static void reserve(Tx tx, Cidr range, List<String> ofTheHost) {
        Fences.pass(tx, FENCE);
        hinder(tx, range, ofTheHost).ifPresent(reason -> {
            throw AwsError.client("InvalidVpc.Range", "The CIDR '" + range + "' is invalid: " + reason);
        });
    }

    /**
     * The first range that is free for the default VPC.
     *
     * @throws AwsError InvalidVpc.Range when none is
     */
    static Cidr reserveFree(Tx tx, List<String> ofTheHost) {
        Fences.pass(tx, FENCE);
        return choices()
                .filter(range -> hinder(tx, range, ofTheHost).isEmpty())
                .findFirst()
                .orElseThrow(() -> AwsError.client(
                        "InvalidVpc.Range", "No range is left for a default VPC: the host reaches all of them."));
    }

    private static Optional<String> hinder(View view, Cidr range, List<String> ofTheHost) {
        Optional<String> other = view.list(Vpcs.TABLE, "").stream()
                .filter(vpc -> vpc.cidrBlock().overlaps(range))
                .findFirst()
                .map(vpc -> "it overlaps " + vpc.cidrBlock() + " of " + vpc.vpcId() + " in "
                        + vpc.scope().region() + ", and Gantry's VPCs share their hosts. Choose another range.");
        return other.or(() -> ofTheHost.stream()
                .filter(network -> Cidr.of(network).overlaps(range))
                .findFirst()
                .map(network -> "it would hide " + network + ", which the host reaches. Choose another range."));
    }
}
