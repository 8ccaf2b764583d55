package io.gantry.state;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the records of some tables come to, kept up to date by each commit: for a question that no single key of an
 * {@link Index} answers, for example where in a cluster a task fits best. Like an index it is memory only: a store rebuilds
 * it when it opens, from the records themselves, or feeds it from a watch where the records are kept elsewhere. So like a
 * list it is not protected: what was decided on it is confirmed by reading the chosen records by id.
 *
 * <p>Its value belongs to one revision, and views and transactions keep it for as long as they like: it must never change.
 * Since each change of a table folds one more value, and bodies of transactions wait for it, a value shares most of itself
 * with the one before, and a fold takes a few microseconds.
 *
 * @param name {@code <service>/<noun>}; unique among the store's projections
 * @param tables whose changes it sees
 * @param empty what no records come to
 * @param fold a pure function. What the changes come to in the end must depend on the records alone: a store that rebuilds
 *     shows each of them once, as new, in any order
 * @param <P> immutable
 */
public record Projection<P>(String name, List<Table<?>> tables, P empty, Fold<P> fold) {
    public Projection {
        tables = List.copyOf(tables);
    }

    /** What comes of one more change. */
    @FunctionalInterface
    public interface Fold<P> {
        /**
         * The value after {@code change}.
         *
         * @param change of a record of one of the tables; its revision is that of the commit it will be part of, or the
         *     store's own when it is rebuilt
         */
        P after(P before, Change<?> change);
    }

    /** The names of the tables whose changes it sees. */
    public Set<String> tableNames() {
        return tables.stream().map(Table::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Projections are the same when their names are: functions have no equality. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Projection<?> projection && projection.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "Projection[" + name + "]";
    }
}
