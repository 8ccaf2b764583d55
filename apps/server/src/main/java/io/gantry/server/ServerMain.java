package io.gantry.server;

import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The server's process. Exit codes: 0 ended as asked, 1 could not start, 2 the settings are wrong; the text on standard
 * error says what to do.
 */
public final class ServerMain {
    private static final int CANNOT_START = 1;
    private static final int WRONG_SETTINGS = 2;

    private ServerMain() {}

    /**
     * Starts the server; with the word {@code rehearse} it makes some calls to itself and ends, with {@code check} it
     * only says what is wrong with the settings, so that a running server is not stopped for one that cannot start.
     */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments));
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(List<String> arguments) {
        ServerConfig config;
        boolean rehearse;
        try {
            Settings settings = Settings.load(arguments, System.getenv());
            boolean check = settings.arguments().equals(List.of("check"));
            rehearse = settings.arguments().equals(List.of("rehearse"));
            if (!rehearse && !check && !settings.arguments().isEmpty()) {
                throw new SettingsException("the server takes flags only, not \"" + settings.arguments() + "\".");
            }
            config = ServerConfig.of(settings);
            if (check) {
                return 0;
            }
        } catch (SettingsException wrong) {
            System.err.println("gantry server: " + wrong.getMessage());
            return WRONG_SETTINGS;
        }
        try {
            Path log = config.home().resolve("logs").resolve("server.log");
            Files.createDirectories(log.getParent());
            // Before the first logger is made: it reads this.
            System.setProperty("gantry.log", log.toString());
            // The kernel logs through the JDK, which logs through this.
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
            ControlPlane plane = ControlPlane.open(config);
            if (rehearse) {
                Rehearsal.of(plane.announcement(), config.home());
                plane.close();
                return 0;
            }
            untilAsked(plane);
            return 0;
        } catch (IOException | RuntimeException failed) {
            logger().error("the server could not start", failed);
            System.err.println("gantry server: could not start: " + reason(failed));
            return CANNOT_START;
        }
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(ServerMain.class);
    }

    private static String reason(Throwable failed) {
        StringBuilder text = new StringBuilder(String.valueOf(failed.getMessage()));
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            text.append(": ").append(cause.getMessage());
        }
        return text.toString();
    }

    /** A signal to end closes the control plane; a kill closes nothing, and nothing is lost by that. */
    private static void untilAsked(ControlPlane plane) {
        CountDownLatch asked = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            plane.close();
            asked.countDown();
        }));
        try {
            asked.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
