package io.gantry.cli;

import io.gantry.control.RealEnv;
import io.gantry.ecs.Ecs;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A service's deployments, and what its rollout waits for. The exit code is that of the rollout: 1 when it has failed or was
 * rolled back.
 */
@Command(name = "deployments", description = "Show a service's deployments and what its rollout waits for.")
final class Deployments implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** Cursor home; the end of each line and of the screen are cleared, so that nothing flickers. */
    private static final String TOP = "\033[H";

    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_REST = "\033[J";

    @Mixin
    private Home home = new Home();

    @Parameters(index = "0", paramLabel = "SERVICE", description = "A service's name or ARN.")
    private String service = "";

    @Option(names = "--cluster", paramLabel = "NAME", description = "The service's cluster (default: default).")
    private String cluster = "default";

    @Option(names = "--watch", description = "Go on until the rollout has ended; one line a change without a terminal.")
    private boolean watch;

    @Option(names = "--terminal", hidden = true, description = "Standard output is a terminal.")
    private boolean terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Duration healthyAfter = Ecs.healthyAfter(home.announcement().localProfile());
        EcsReader reader = new EcsReader(home.ecs());
        try (RealEnv env = new RealEnv()) {
            ServiceLook look = ServiceLook.at(reader, cluster, service, healthyAfter, env.now());
            if (!watch) {
                new DeploymentPage(look).lines().forEach(out::println);
                return look.outcome() == ServiceLook.Outcome.FAILED ? 1 : 0;
            }
            Set<String> told = new HashSet<>();
            while (true) {
                show(out, look, told);
                if (look.outcome() != ServiceLook.Outcome.UNDER_WAY) {
                    return look.outcome() == ServiceLook.Outcome.FAILED ? 1 : 0;
                }
                Wait.pause(env, BETWEEN_LOOKS);
                look = ServiceLook.at(reader, cluster, service, healthyAfter, env.now());
            }
        }
    }

    private void show(PrintWriter out, ServiceLook look, Set<String> told) {
        DeploymentPage page = new DeploymentPage(look);
        if (terminal) {
            out.print(TOP);
            page.lines().forEach(line -> out.print(line + CLEAR_LINE + "\n"));
            out.print(CLEAR_REST);
        } else {
            Map<String, String> facts = page.facts();
            Instant second = look.now().truncatedTo(ChronoUnit.SECONDS);
            facts.forEach((fact, line) -> {
                if (!told.contains(fact)) {
                    out.println(second + "  " + line);
                }
            });
            told.clear();
            told.addAll(facts.keySet());
        }
        out.flush();
    }
}
