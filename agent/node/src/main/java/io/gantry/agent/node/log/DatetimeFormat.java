package io.gantry.agent.node.log;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A format of times as Python's strftime writes them, as a pattern of the text that it makes. The awslogs driver knows a line
 * that begins an event by it; the time itself is the one at which the line was printed.
 */
final class DatetimeFormat {
    private static final Map<Character, String> PARTS = Map.ofEntries(
            Map.entry('A', "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"),
            Map.entry('a', "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
            Map.entry('B', "(?:January|February|March|April|May|June|July|August|September|October|November|December)"),
            Map.entry('b', "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
            Map.entry('d', "(?:0[1-9]|[12][0-9]|3[01])"),
            Map.entry('f', "[0-9]{6}"),
            Map.entry('H', "(?:[01][0-9]|2[0-3])"),
            Map.entry('I', "(?:0[1-9]|1[0-2])"),
            Map.entry('j', "[0-3][0-9]{2}"),
            Map.entry('L', "\\.[0-9]{3}"),
            Map.entry('M', "[0-5][0-9]"),
            Map.entry('m', "(?:0[1-9]|1[0-2])"),
            Map.entry('p', "[AP]M"),
            Map.entry('S', "(?:[0-5][0-9]|60)"),
            Map.entry('w', "[0-6]"),
            Map.entry('Y', "[0-9]{4}"),
            Map.entry('y', "[0-9]{2}"),
            Map.entry('Z', "[A-Z]{1,4}T"),
            Map.entry('z', "[+-][0-9]{4}"),
            Map.entry('%', "%"));

    private DatetimeFormat() {}

    /** The pattern of {@code format}; what is no part of a time stands for itself. */
    static Pattern pattern(String format) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            boolean part = c == '%' && i + 1 < format.length() && PARTS.containsKey(format.charAt(i + 1));
            pattern.append(part ? PARTS.get(format.charAt(++i)) : Pattern.quote(Character.toString(c)));
        }
        return Pattern.compile(pattern.toString());
    }
}
