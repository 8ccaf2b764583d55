package io.gantry.ec2.resource;

/**
 * A filter's value with its wildcards.
 *
 * @param text {@code *} stands for any characters, {@code ?} for one; a backslash takes the next one's meaning away
 */
record Pattern(String text) {
    /** Compared from the left; at a mismatch the last star takes one character more, so that time is bounded. */
    boolean matches(String value) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < value.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && matchesOne(at, value.charAt(in))) {
                at += escaped(at) ? 2 : 1;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    private boolean escaped(int at) {
        return text.charAt(at) == '\\' && at + 1 < text.length();
    }

    private boolean matchesOne(int at, char wanted) {
        char here = text.charAt(at);
        return escaped(at) ? text.charAt(at + 1) == wanted : here == '?' || here == wanted;
    }
}
