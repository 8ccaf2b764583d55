package io.gantry.tidy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All rules about source files. */
public final class Rules {
    /** The one module whose packages are described by generated sources, which are not looked at. */
    private static final String GENERATED = "models/api";

    private Rules() {}

    /** Every breach of every rule in {@code sources}, which must be all sources: some rules look across files. */
    public static List<Violation> check(Collection<Source> sources) {
        List<Rule> rules = List.of(
                new SizeRule(), new NameRule(), new DocumentationRule(), new SwitchRule(sources), new BanRule());
        List<Violation> found = new ArrayList<>(packagesWithoutInfo(sources));
        for (Source source : sources) {
            for (Rule rule : rules) {
                found.addAll(rule.check(source));
            }
        }
        return found;
    }

    /** A package's description may stand in the main or in the test sources of its module. */
    static List<Violation> packagesWithoutInfo(Collection<Source> sources) {
        Set<String> described = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (Source source : sources) {
            if (source.module().equals(GENERATED)) {
                continue;
            }
            boolean info = source.simpleName().equals("package-info");
            (info ? described : used).add(source.module() + " " + source.unit().getPackageName());
        }
        used.removeAll(described);
        List<Violation> found = new ArrayList<>();
        for (String missing : used) {
            found.add(new Violation("package-info", missing.replace(' ', '#'), 1, "the package has no package-info"));
        }
        return found;
    }
}
