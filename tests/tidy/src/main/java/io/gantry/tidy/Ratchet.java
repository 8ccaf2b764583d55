package io.gantry.tidy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The excesses that exist. It may only shrink: what is not listed, or is worse than listed, fails; so does an entry that is
 * no longer needed or allows more than is there, so that what was won is not lost again.
 *
 * <p>One entry a line: rule, place, amount. Empty lines and lines that start with {@code #} say why.
 *
 * @param allowed amounts by {@link Violation#key()}
 */
public record Ratchet(Map<String, Integer> allowed) {
    public Ratchet {
        allowed = Map.copyOf(allowed);
    }

    /** Reads the file's text. */
    public static Ratchet parse(String text) {
        Map<String, Integer> allowed = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split(" ");
            if (words.length != 3 || allowed.put(words[0] + " " + words[1], Integer.parseInt(words[2])) != null) {
                throw new IllegalArgumentException("a ratchet entry is <rule> <place> <amount>, once: " + line);
            }
        }
        return new Ratchet(allowed);
    }

    /** What is wrong, for people; empty when all is well. */
    public List<String> judge(Collection<Violation> found) {
        Map<String, Integer> amounts = new TreeMap<>();
        Map<String, Violation> worst = new TreeMap<>();
        for (Violation violation : found) {
            // Breaches without a size of their own add up, so that a second one in a listed place is seen.
            amounts.merge(violation.key(), violation.amount(), violation.amount() == 1 ? Integer::sum : Integer::max);
            worst.putIfAbsent(violation.key(), violation);
        }
        List<String> wrong = new ArrayList<>();
        amounts.forEach((key, amount) -> {
            Integer limit = allowed.get(key);
            if (limit == null) {
                wrong.add(String.valueOf(worst.get(key)));
            } else if (amount > limit) {
                wrong.add(key + " has grown from " + limit + " to " + amount);
            }
        });
        allowed.forEach((key, limit) -> {
            int amount = amounts.getOrDefault(key, 0);
            if (amount < limit) {
                wrong.add("lower the ratchet: " + key + " " + limit + " is now " + amount);
            }
        });
        return wrong;
    }
}
