package io.gantry.ec2.elasticip;

import io.gantry.base.AwsError;
import io.gantry.ec2.cidr.Cidr;
import io.gantry.ec2.cidr.Ipv4;
import io.gantry.ec2.resource.Catalog;
import io.gantry.ec2.resource.Fences;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The table of elastic IPs. */
public final class ElasticIps {
    /** Elastic IPs by allocation id. */
    public static final Table<ElasticIp> TABLE =
            Table.of("ec2/elastic-ip", ElasticIp::id, JsonRecordCodec.of(ElasticIp.class));

    /** All elastic IPs. */
    public static final Catalog<ElasticIp> CATALOG = new Catalog<>(Kind.ELASTIC_IP, TABLE, ElasticIp::withTags);

    /** For tests of network devices, so that nobody on the internet has them (RFC 2544). */
    private static final Cidr RANGE = Cidr.of("198.18.0.0/15");

    private static final String FENCE = "elastic-ips";
    private static final int MOST = 1_000;

    private ElasticIps() {}

    /** The lowest address that no elastic IP of any account has. */
    static Ipv4 free(Tx tx) {
        Fences.pass(tx, FENCE);
        Set<Ipv4> taken = new HashSet<>();
        tx.list(TABLE, "").forEach(ip -> taken.add(ip.publicIp()));
        if (taken.size() >= MOST) {
            throw AwsError.client("AddressLimitExceeded", "The maximum number of addresses has been reached.");
        }
        Ipv4 candidate = RANGE.address(1);
        while (taken.contains(candidate)) {
            candidate = candidate.plus(1);
        }
        return candidate;
    }

    /** The elastic IP with this address. */
    static Optional<ElasticIp> withAddress(View view, Scope scope, String publicIp) {
        return CATALOG.all(view, scope).stream()
                .filter(ip -> ip.publicIp().toString().equals(publicIp))
                .findFirst();
    }
}
