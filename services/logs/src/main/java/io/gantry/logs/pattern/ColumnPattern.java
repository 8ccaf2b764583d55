package io.gantry.logs.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions on the fields of a line, which are between spaces; what is in brackets or quotation marks is one field.
 *
 * @param before the fields before the ellipsis, or all
 * @param open whether there is an ellipsis: any number of fields
 * @param after the fields behind it
 */
record ColumnPattern(List<Column> before, boolean open, List<Column> after) implements FilterPattern {
    ColumnPattern {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * One field.
     *
     * @param name empty where it has none
     * @param any passes when all comparisons of one of these lists do
     */
    record Column(String name, List<List<Comparison>> any) {
        Column {
            any = List.copyOf(any);
        }

        boolean passes(String value) {
            return any.isEmpty()
                    || any.stream().anyMatch(all -> all.stream().allMatch(comparison -> comparison.test(value)));
        }
    }

    @Override
    public boolean matches(String message) {
        List<String> fields = split(message);
        int least = before.size() + after.size();
        if (open ? fields.size() < least : fields.size() != least) {
            return false;
        }
        return passes(before, fields, 0) && passes(after, fields, fields.size() - after.size());
    }

    private static boolean passes(List<Column> columns, List<String> fields, int from) {
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).passes(fields.get(from + i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, String> extract(String message) {
        List<String> fields = split(message);
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String number = Integer.toString(i + 1);
            String name = column(i, fields.size())
                    .map(Column::name)
                    .filter(given -> !given.isEmpty())
                    .orElse(number);
            found.put("$" + name, fields.get(i));
        }
        return found;
    }

    private Optional<Column> column(int field, int fields) {
        if (field < before.size()) {
            return Optional.of(before.get(field));
        }
        int behind = field - (fields - after.size());
        return behind >= 0 ? Optional.of(after.get(behind)) : Optional.empty();
    }

    /** The fields of a line. */
    static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char first = line.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
                continue;
            }
            int close = first == '"' ? line.indexOf('"', at + 1) : first == '[' ? line.indexOf(']', at + 1) : -1;
            if (close > 0) {
                fields.add(line.substring(at + 1, close));
                at = close + 1;
            } else {
                int end = at;
                while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                    end++;
                }
                fields.add(line.substring(at, end));
                at = end;
            }
        }
        return fields;
    }
}
