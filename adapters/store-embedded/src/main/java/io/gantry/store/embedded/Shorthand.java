package io.gantry.store.embedded;

import java.util.Arrays;

/**
 * Keeps stored records short in memory: words that come again and again, such as the names of members, are kept once and
 * stand as two bytes, and digits, decimal or hexadecimal, take half a byte. It knows JSON's look but not its meaning: whatever
 * bytes go in come out again.
 *
 * <p>Bytes below 0x20 never occur in JSON text, so they are the codes: {@value #RAW} at the start says that the rest stands
 * as it is, {@value #DIGITS} that a count and that many digits follow, the others begin a word's number. Only one thread at
 * a time shortens; any may expand what it was handed.
 */
final class Shorthand {
    private static final int RAW = 0;
    private static final int DIGITS = 0x1f;
    private static final int FIRST_PLAIN = 0x20;
    private static final int WORDS = (DIGITS - 1) * 256;

    /** A record's own values are written a few times in its life; what is met more often belongs to many records. */
    private static final int MEETINGS = 10;

    private static final int LONGEST_WORD = 120;
    private static final int MOST_DIGITS = 255;
    private static final int FEWEST_DIGITS = 6;
    private static final int TABLE = 1 << 15;
    private static final int CANDIDATES = 1 << 10;

    private static final String HEX = "0123456789abcdef";

    private final byte[][] words = new byte[WORDS][];
    private final short[] numberByHash = new short[TABLE];
    private final byte[][] candidates = new byte[CANDIDATES][];
    private final byte[] meetings = new byte[CANDIDATES];
    private int count;

    /** The short form of {@code plain}. */
    byte[] shorten(byte[] plain) {
        Bytes out = new Bytes(plain.length / 2 + 1);
        for (byte each : plain) {
            if (each >= 0 && each < FIRST_PLAIN) {
                out.put(RAW);
                out.put(plain, 0, plain.length);
                return out.toArray();
            }
        }
        int at = 0;
        while (at < plain.length) {
            int end = wordEnd(plain, at);
            int number = end > at ? number(plain, at, end) : -1;
            if (number >= 0) {
                out.put(1 + (number >> 8));
                out.put(number & 0xff);
                at = end;
            } else {
                at = letter(plain, at, end, out);
            }
        }
        return out.toArray();
    }

    /** The plain form again. */
    byte[] expand(byte[] kept) {
        if (kept.length > 0 && kept[0] == RAW) {
            return Arrays.copyOfRange(kept, 1, kept.length);
        }
        Bytes out = new Bytes(kept.length * 3);
        int at = 0;
        while (at < kept.length) {
            int code = kept[at] & 0xff;
            if (code >= FIRST_PLAIN) {
                out.put(code);
                at++;
            } else if (code == DIGITS) {
                int digits = kept[at + 1] & 0xff;
                for (int digit = 0; digit < digits; digit++) {
                    int pair = kept[at + 2 + digit / 2] & 0xff;
                    out.put(HEX.charAt(digit % 2 == 0 ? pair >> 4 : pair & 0xf));
                }
                at += 2 + (digits + 1) / 2;
            } else {
                byte[] word = words[(code - 1) * 256 + (kept[at + 1] & 0xff)];
                out.put(word, 0, word.length);
                at += 2;
            }
        }
        return out.toArray();
    }

    /** What is no word: the run of digits here, or everything up to the next one or to the end of the text. */
    private static int letter(byte[] plain, int from, int end, Bytes out) {
        int at = from;
        int stop = Math.max(end, from + 1);
        while (at < stop) {
            int digits = digits(plain, at);
            if (digits < FEWEST_DIGITS) {
                int plainEnd = Math.max(at + 1, Math.min(stop, at + digits));
                out.put(plain, at, plainEnd - at);
                at = plainEnd;
                continue;
            }
            out.put(DIGITS);
            out.put(digits);
            for (int digit = 0; digit < digits; digit += 2) {
                int low = digit + 1 < digits ? digit(plain[at + digit + 1]) : 0;
                out.put(digit(plain[at + digit]) << 4 | low);
            }
            at += digits;
        }
        return at;
    }

    private static int digits(byte[] plain, int from) {
        int at = from;
        while (at < plain.length && at - from < MOST_DIGITS && isDigit(plain[at])) {
            at++;
        }
        return at - from;
    }

    private static int digit(byte letter) {
        return letter <= '9' ? letter - '0' : letter - 'a' + 10;
    }

    private static boolean isDigit(byte letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    }

    /**
     * The end of what might be a word here: a text with its quotes, and with the comma before it and the colon behind it when
     * it names a member. {@code from} when none begins here.
     */
    private static int wordEnd(byte[] plain, int from) {
        boolean comma = plain[from] == ',';
        int quote = comma ? from + 1 : from;
        if (quote >= plain.length || plain[quote] != '"') {
            return from;
        }
        int at = quote + 1;
        while (at < plain.length && plain[at] != '"') {
            at += plain[at] == '\\' ? 2 : 1;
        }
        if (at >= plain.length) {
            return from;
        }
        boolean name = at + 1 < plain.length && plain[at + 1] == ':';
        if (name) {
            return at + 2;
        }
        return comma ? from : at + 1;
    }

    /** The number of a word, which may have become one by this meeting; negative when it is none. */
    private int number(byte[] plain, int from, int to) {
        if (to - from < 3 || to - from > LONGEST_WORD) {
            return -1;
        }
        int hash = hash(plain, from, to);
        int slot = hash & (TABLE - 1);
        while (numberByHash[slot] != 0) {
            int number = numberByHash[slot] - 1;
            if (Arrays.equals(words[number], 0, words[number].length, plain, from, to)) {
                return number;
            }
            slot = (slot + 1) & (TABLE - 1);
        }
        if (count == WORDS || !metOften(plain, from, to, hash)) {
            return -1;
        }
        words[count] = Arrays.copyOfRange(plain, from, to);
        count++;
        numberByHash[slot] = (short) count;
        return count - 1;
    }

    private boolean metOften(byte[] plain, int from, int to, int hash) {
        int place = hash >>> 16 & (CANDIDATES - 1);
        byte[] candidate = candidates[place];
        if (candidate == null || !Arrays.equals(candidate, 0, candidate.length, plain, from, to)) {
            // One that is met now and then holds its place against those that are met once.
            if (meetings[place] > 0) {
                meetings[place]--;
                return false;
            }
            candidates[place] = Arrays.copyOfRange(plain, from, to);
            meetings[place] = 1;
            return false;
        }
        meetings[place]++;
        return meetings[place] >= MEETINGS;
    }

    private static int hash(byte[] plain, int from, int to) {
        int hash = 0x811c9dc5;
        for (int at = from; at < to; at++) {
            hash = (hash ^ plain[at]) * 0x01000193;
        }
        return hash ^ hash >>> 15;
    }
}
