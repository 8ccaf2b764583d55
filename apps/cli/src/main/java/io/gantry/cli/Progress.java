package io.gantry.cli;

import java.io.PrintWriter;
import java.time.Duration;

/** A line that counts seconds: rewritten on a terminal, else printed at the first second and then every fifteen. */
final class Progress {
    private final PrintWriter out;
    private final boolean terminal;
    private long said = -1;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String what, Duration spent) {
        long seconds = spent.toSeconds();
        if (seconds < 1 || seconds == said) {
            return;
        }
        if (terminal) {
            out.print("\r  " + what + " ... " + seconds + " s ");
            out.flush();
            said = seconds;
        } else if (said < 0 || seconds >= said + 15) {
            out.println("  " + what + " ... " + seconds + " s");
            said = seconds;
        }
    }

    void clear() {
        if (terminal && said >= 0) {
            out.print("\r\033[K");
            out.flush();
        }
        said = -1;
    }
}
