package io.gantry.ec2.access;

import static io.gantry.ec2.access.Asked.together;

import io.gantry.access.Access;
import io.gantry.access.AccessTable;
import io.gantry.access.TagKeys;
import io.gantry.ec2.resource.Catalogs;
import io.gantry.ec2.resource.Kind;
import io.gantry.ec2.resource.Scope;
import io.gantry.models.ec2.Ec2Api;
import io.gantry.wire.model.OperationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The table of the room, filled kind by kind. */
public final class Ec2Access {
    /** The actions that only look and yet are about a resource; AWS ties no other action of theirs to any. */
    private static final Set<OperationType<?, ?>> LOOKING_AT_ONE =
            Set.of(Ec2Api.DESCRIBE_VPC_ATTRIBUTE, Ec2Api.DESCRIBE_ADDRESSES_ATTRIBUTE);

    private final AccessTable table = new AccessTable();
    private final Catalogs catalogs;

    private Ec2Access(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * What the room's operations need.
     *
     * @param catalogs where tags of resources are found
     * @param offered the room's operations, of which those that only look need no more than their action
     */
    public static AccessTable of(Catalogs catalogs, Collection<OperationType<?, ?>> offered) {
        Ec2Access access = new Ec2Access(catalogs);
        vpcs(access);
        subnets(access);
        tags(access);
        keyPairs(access);
        NetworkAccess.fill(access);
        offered.stream()
                .filter(type -> type.name().startsWith("Describe") && !LOOKING_AT_ONE.contains(type))
                .forEach(access::anywhere);
        return access.table;
    }

    /** An operation that needs several things. */
    <I> Ec2Access all(OperationType<I, ?> type, BiFunction<Asked, I, List<Access>> needs) {
        table.with(
                type,
                (input, call, view) -> needs.apply(new Asked(type.name(), Scope.of(call), view, catalogs), input));
        return this;
    }

    /** An operation on one resource. */
    <I> Ec2Access on(OperationType<I, ?> type, Kind kind, Function<I, String> id) {
        return all(type, (asked, in) -> List.of(asked.on(kind, id.apply(in))));
    }

    /** An operation that AWS ties to no resource. */
    <I> Ec2Access anywhere(OperationType<I, ?> type) {
        return all(type, (asked, in) -> List.of(asked.anywhere()));
    }

    private static void vpcs(Ec2Access access) {
        access.all(Ec2Api.CREATE_VPC, (asked, in) -> asked.creating(Kind.VPC, in.tagSpecifications()))
                .anywhere(Ec2Api.CREATE_DEFAULT_VPC)
                .on(Ec2Api.DELETE_VPC, Kind.VPC, in -> in.vpcId())
                .on(Ec2Api.DESCRIBE_VPC_ATTRIBUTE, Kind.VPC, in -> in.vpcId())
                .on(Ec2Api.MODIFY_VPC_ATTRIBUTE, Kind.VPC, in -> in.vpcId());
    }

    private static void subnets(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_SUBNET,
                        (asked, in) -> together(
                                asked.creating(Kind.SUBNET, in.tagSpecifications()),
                                List.of(asked.on(Kind.VPC, in.vpcId()))))
                .anywhere(Ec2Api.CREATE_DEFAULT_SUBNET)
                .on(Ec2Api.DELETE_SUBNET, Kind.SUBNET, in -> in.subnetId())
                .on(Ec2Api.MODIFY_SUBNET_ATTRIBUTE, Kind.SUBNET, in -> in.subnetId());
    }

    /** Key pairs are the only kind whose ARNs have the name. */
    private static void keyPairs(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_KEY_PAIR,
                        (asked, in) -> asked.creating(Kind.KEY_PAIR, in.keyName(), in.tagSpecifications()))
                .all(
                        Ec2Api.IMPORT_KEY_PAIR,
                        (asked, in) -> asked.creating(Kind.KEY_PAIR, in.keyName(), in.tagSpecifications()))
                .all(Ec2Api.DELETE_KEY_PAIR, (asked, in) -> List.of(asked.onKeyPair(in.keyName(), in.keyPairId())));
    }

    private static void tags(Ec2Access access) {
        access.all(
                        Ec2Api.CREATE_TAGS,
                        (asked, in) -> each(asked, in.resources()).stream()
                                .map(one -> one.with(TagKeys.requested(Asked.map(in.tags()))))
                                .toList())
                .all(
                        Ec2Api.DELETE_TAGS,
                        (asked, in) -> each(asked, in.resources()).stream()
                                .map(one -> one.with(TagKeys.named(keys(in.tags()))))
                                .toList());
    }

    private static List<Access> each(Asked asked, List<String> ids) {
        List<Access> all = new ArrayList<>();
        for (String id : ids) {
            Optional<Kind> kind = Optional.ofNullable(id).flatMap(Kind::of);
            all.add(kind.map(known -> asked.on(known, id)).orElseGet(asked::anywhere));
        }
        return all;
    }

    private static List<String> keys(List<Tag> tags) {
        return tags.stream()
                .filter(Objects::nonNull)
                .flatMap(tag -> Stream.ofNullable(tag.key()))
                .toList();
    }
}
