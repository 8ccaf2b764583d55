package io.gantry.node;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.Work;
import io.gantry.agent.node.WorkRunner;
import io.gantry.agent.node.port.ContainerRuntime.EventListener;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends the engine its threads: one that tells it of events and asks it for work, and a virtual thread for each piece of
 * work. Events wait in a queue; nobody polls at intervals.
 */
final class Driver implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final long LONGEST_WAIT = Duration.ofMinutes(1).toMillis();

    private final Env env;
    private final NodeEngine engine;
    private final WorkRunner runner;
    private final Consumer<AgentMessage> acs;
    private final Consumer<AgentMessage> tcs;
    private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean ending;

    /** Something for the engine's thread. */
    private interface Input {
        void give(NodeEngine engine);
    }

    Driver(Env env, NodeEngine engine, WorkRunner runner, Consumer<AgentMessage> acs, Consumer<AgentMessage> tcs) {
        this.env = env;
        this.engine = engine;
        this.runner = runner;
        this.acs = acs;
        this.tcs = tcs;
        this.thread = Thread.ofPlatform().name("engine").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Tells the engine of something, from any thread. */
    void offer(Event event) {
        if (!ending) {
            inputs.add(engineOf -> engineOf.offer(event));
        }
    }

    /** Asks the engine something, from any thread. */
    <T> CompletableFuture<T> ask(Function<NodeEngine, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        inputs.add(engineOf -> answer.complete(question.apply(engineOf)));
        return answer;
    }

    @Override
    public void changed(String containerId, Map<String, String> labels, String action) {
        offer(new Event.Changed(containerId, labels, action));
    }

    @Override
    public void gap() {
        offer(new Event.Gap());
    }

    /** Takes no more events, and waits until what is known is stored. Containers keep running. */
    void end(Duration patience) throws InterruptedException {
        Instant limit = env.now().plus(patience);
        while (env.now().isBefore(limit)
                && !ask(NodeEngine::stored)
                        .completeOnTimeout(false, 1, TimeUnit.SECONDS)
                        .join()) {
            Thread.sleep(20);
        }
        ending = true;
        thread.interrupt();
        thread.join(AGAIN);
    }

    private void loop() {
        try {
            while (!ending) {
                long wait = Duration.between(env.now(), engine.nextWake()).toMillis();
                Input first = inputs.poll(Math.clamp(wait + 1, 0, LONGEST_WAIT), TimeUnit.MILLISECONDS);
                for (Input input = first; input != null; input = inputs.poll()) {
                    give(input);
                }
                engine.poll().forEach(this::dispatch);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            // The engine's memory may be half changed: only a new start from what is stored is safe.
            LOG.error("the engine failed; the node starts again from what it has stored", fault);
            env.faults().report("node engine", fault);
            Runtime.getRuntime().halt(NodeMain.RESTART);
        }
    }

    private void give(Input input) {
        input.give(engine);
    }

    private void dispatch(Work work) {
        switch (work) {
            case Work.SendAcs(var message) -> acs.accept(message);
            case Work.SendTcs(var message) -> tcs.accept(message);
            case Work.MakeSandbox _, Work.MakeSpare _, Work.NameHost _, Work.RemoveSandbox _ -> spawn(work);
            case Work.FilterNetwork _, Work.SweepNetworks _ -> spawn(work);
            case Work.Prepare _, Work.Resolve _, Work.Pull _, Work.Create _, Work.Start _, Work.Stop _ -> spawn(work);
            case Work.Inspect _, Work.Remove _, Work.RemoveResources _, Work.ListContainers _ -> spawn(work);
            case Work.RemoveOrphan _, Work.Submit _, Work.Sample _, Work.Probe _, Work.ListImages _ -> spawn(work);
            case Work.RemoveImage _, Work.Persist _ -> spawn(work);
        }
    }

    private void spawn(Work work) {
        Thread _ = Thread.ofVirtual().name(work.getClass().getSimpleName()).start(() -> run(work));
    }

    /** All work may be done twice, so what failed in a way it never should is tried again. */
    private void run(Work work) {
        try {
            runner.run(work).ifPresent(this::offer);
        } catch (RuntimeException fault) {
            env.faults().report("node work " + work.getClass().getSimpleName(), fault);
            LOG.error("{} failed and is tried again", work.getClass().getSimpleName(), fault);
            Env.Timer _ = env.timers().after(AGAIN, () -> run(work));
        }
    }
}
