package io.gantry.models.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hand-written corrections of the published constraints. A line {@code drop shape member place rule} takes rules away
 * (each part may be {@code *}); a line {@code add shape member place rule argument} adds one, in place of one with the
 * same name at the same place. A drop that takes nothing away is an error, so that none outlives its reason. A line
 * {@code text shape member} names a text that callers send though no published model has it.
 */
final class Overlay {
    private final List<ConstraintLine> drops = new ArrayList<>();
    private final List<ConstraintLine> additions = new ArrayList<>();
    private final Map<String, Set<String>> texts = new HashMap<>();

    static Overlay parse(String text) {
        Overlay overlay = new Overlay();
        for (String line : text.lines().toList()) {
            String trimmed = line.strip();
            if (trimmed.startsWith("drop ")) {
                overlay.drops.add(ConstraintLine.parse(trimmed.substring("drop ".length())));
            } else if (trimmed.startsWith("add ")) {
                overlay.additions.add(ConstraintLine.parse(trimmed.substring("add ".length())));
            } else if (trimmed.startsWith("text ")) {
                overlay.text(trimmed.substring("text ".length()));
            } else if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                throw new IllegalArgumentException("a line starts with add, drop, text or #: " + line);
            }
        }
        return overlay;
    }

    private void text(String line) {
        String[] parts = line.strip().split("\\s+");
        if (parts.length != 2) {
            throw new IllegalArgumentException("a text has shape and member: " + line);
        }
        texts.computeIfAbsent(parts[0], shape -> new TreeSet<>()).add(parts[1]);
    }

    /** The texts that callers send beside the members of {@code shape}, the operation's input. */
    Set<String> textsBeside(String shape) {
        return texts.getOrDefault(shape, Set.of());
    }

    /** What {@code published} becomes. {@code members} has every member that was walked, as {@code Shape.member}. */
    List<ConstraintLine> applyTo(List<ConstraintLine> published, Set<String> members) {
        texts.forEach((shape, names) -> names.forEach(name -> {
            if (members.contains(shape + "." + name)) {
                throw new IllegalStateException("the model has what the overlay adds: " + shape + "." + name);
            }
        }));
        for (ConstraintLine addition : additions) {
            if (!members.contains(addition.shape() + "." + addition.member())) {
                throw new IllegalStateException("the overlay adds to what is not there: " + addition);
            }
        }
        for (ConstraintLine drop : drops) {
            if (published.stream().noneMatch(drop::covers)) {
                throw new IllegalStateException("the overlay drops what is not there: " + drop);
            }
        }
        List<ConstraintLine> result = new ArrayList<>(published.stream()
                .filter(line -> drops.stream().noneMatch(drop -> drop.covers(line)))
                .filter(line -> additions.stream().noneMatch(addition -> addition.covers(line)))
                .toList());
        result.addAll(additions);
        return List.copyOf(result);
    }
}
