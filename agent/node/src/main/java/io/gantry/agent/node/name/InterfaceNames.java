package io.gantry.agent.node.name;

import io.gantry.agent.node.port.PrivateNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The private DNS names of a VPC's addresses, {@code ip-10-0-1-5.ec2.internal}, both ways. Name and address follow from each
 * other, so nothing has to be known but the VPC's ranges: whether an interface has the address says the network.
 *
 * @param domain of the region, {@code ec2.internal} or {@code eu-west-1.compute.internal}
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html">AWS: DNS attributes for your VPC</a>
 */
public record InterfaceNames(String domain) implements PrivateNames {
    private static final int TTL_SECONDS = 60;
    private static final Pattern HOST = Pattern.compile("ip-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})-(\\d{1,3})");
    private static final Pattern REVERSE =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.in-addr\\.arpa");
    private static final String REVERSE_ZONE = "in-addr.arpa";
    private static final int BITS = 32;
    private static final int HIGHEST = 255;

    /** The names of a region. */
    public static InterfaceNames of(String region) {
        return new InterfaceNames(domain(region));
    }

    /** The domain of a region's private names; AWS's first region has one of its own. */
    public static String domain(String region) {
        return region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
    }

    @Override
    public Optional<Answer> find(Asker asker, Query query) {
        if (query.name().equals(domain)) {
            return Optional.of(new Answer(domain, true, TTL_SECONDS, List.of()));
        }
        if (query.name().endsWith("." + domain)) {
            String host = query.name().substring(0, query.name().length() - domain.length() - 1);
            return Optional.of(forward(asker, host, query.type()));
        }
        return backward(asker, query);
    }

    private Answer forward(Asker asker, String host, RecordType type) {
        Optional<String> address =
                address(HOST.matcher(host), false).filter(one -> inside(asker, one) && host.equals(host(one)));
        if (address.isEmpty()) {
            return Answer.noSuchName(domain, TTL_SECONDS);
        }
        List<Content> records = type == RecordType.A ? List.of(new Content.Address(address.get())) : List.of();
        return new Answer(domain, true, TTL_SECONDS, records);
    }

    private Optional<Answer> backward(Asker asker, Query query) {
        return address(REVERSE.matcher(query.name()), true)
                .filter(address -> inside(asker, address))
                .map(address -> new Answer(
                        REVERSE_ZONE,
                        true,
                        TTL_SECONDS,
                        query.type() == RecordType.PTR
                                ? List.of(new Content.Target(host(address) + "." + domain))
                                : List.of()));
    }

    private static String host(String address) {
        return "ip-" + address.replace('.', '-');
    }

    private static Optional<String> address(Matcher name, boolean lastFirst) {
        if (!name.matches()) {
            return Optional.empty();
        }
        int[] parts = new int[name.groupCount()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Integer.parseInt(name.group(lastFirst ? parts.length - i : i + 1));
        }
        return Arrays.stream(parts).anyMatch(part -> part > HIGHEST)
                ? Optional.empty()
                : Optional.of(parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3]);
    }

    private static boolean inside(Asker asker, String address) {
        return asker.ranges().stream().anyMatch(range -> holds(range, address));
    }

    private static boolean holds(String range, String address) {
        int slash = range.indexOf('/');
        int free = BITS - Integer.parseInt(range.substring(slash + 1));
        return number(range.substring(0, slash)) >>> free == number(address) >>> free;
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.", -1)) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
