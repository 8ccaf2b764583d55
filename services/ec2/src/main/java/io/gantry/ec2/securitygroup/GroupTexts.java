package io.gantry.ec2.securitygroup;

import io.gantry.ec2.resource.Ec2Errors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What names and descriptions of groups may hold. */
final class GroupTexts {
    private static final int LONGEST = 255;
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]*");

    private GroupTexts() {}

    static boolean allowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    static String name(@Nullable String name) {
        String text = checked(name, "GroupName");
        if (text.equals(SecurityGroup.DEFAULT)) {
            throw Ec2Errors.invalidValue("Cannot use reserved security group name: " + text);
        }
        if (text.startsWith("sg-")) {
            throw Ec2Errors.invalidValue(text, "groupName", "Group names may not be in the format sg-*.");
        }
        return text;
    }

    static String description(@Nullable String description) {
        return checked(description, "GroupDescription");
    }

    private static String checked(@Nullable String text, String parameter) {
        if (text == null || text.isEmpty()) {
            throw Ec2Errors.missing(parameter);
        }
        if (text.length() > LONGEST || !allowed(text)) {
            throw Ec2Errors.invalidValue(
                    text,
                    parameter,
                    "Character sets beyond ASCII are not supported, and at most " + LONGEST
                            + " characters of a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$* are.");
        }
        return text;
    }
}
