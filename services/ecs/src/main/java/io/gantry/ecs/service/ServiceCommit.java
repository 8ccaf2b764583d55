package io.gantry.ecs.service;

import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.deployment.ImagePin;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceDeployment.Status;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.deployment.ServiceRevisions;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.task.StopCause;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out a service's step in the transaction that decided it, and says so in the service's events. */
final class ServiceCommit {
    /** Records that one commit forgets at most. */
    private static final int FORGOTTEN_AT_ONCE = 30;

    private final Tx tx;

    ServiceCommit(Tx tx) {
        this.tx = tx;
    }

    void apply(ServiceStep step) {
        switch (step) {
            case ServiceStep.Begin begin -> LastDeployment.move(tx, begin.service(), Status.IN_PROGRESS, "");
            case ServiceStep.Account account -> account(account);
            case ServiceStep.Recover recover -> recover(recover);
            case ServiceStep.Pin pin -> pin(pin);
            case ServiceStep.Start start -> start(start.service(), start.revision(), start.count());
            case ServiceStep.Count count ->
                put(count.service().wanting(count.hosts(), count.service().definition()));
            case ServiceStep.StartOn on -> start(on.service(), on.hosts());
            case ServiceStep.Crowded crowded ->
                stall(crowded.service(), ServiceTexts.crowded(crowded.service(), crowded.host()));
            case ServiceStep.Rebalance rebalance -> {
                put(rebalance.service().withRebalancing(rebalance.next()));
                if (!rebalance.text().isEmpty()) {
                    say(rebalance.service(), rebalance.text());
                }
            }
            case ServiceStep.StartIn in -> startIn(in);
            case ServiceStep.OfTaskSet ofSet ->
                new TaskSetCommit(tx, ofSet.service(), ofSet.taskSet()).apply(ofSet.inner());
            case ServiceStep.Stop stop -> stop(stop);
            case ServiceStep.Unstall unstall -> put(unstall.service().withStall(Optional.empty()));
            case ServiceStep.Jam jam -> stall(jam.service(), ServiceTexts.jammed(jam.service()));
            case ServiceStep.Fail fail -> fail(fail);
            case ServiceStep.RollBack back -> rollBack(back);
            case ServiceStep.Complete complete -> complete(complete.service());
            case ServiceStep.Enter enter -> LastDeployment.enter(tx, enter);
            case ServiceStep.Expire expire -> LastDeployment.expire(tx, expire.service());
            case ServiceStep.Drop drop -> drop(drop);
            case ServiceStep.Steady steady -> {
                put(steady.service().withSteady(true));
                say(steady.service(), ServiceTexts.steady(steady.service()));
            }
            case ServiceStep.End end -> end(end.service());
            case ServiceStep.Forget forget -> forget(forget.service());
            case ServiceStep.Later _, ServiceStep.Rest _ -> throw new IllegalStateException("no commit step: " + step);
        }
    }

    private void put(Service service) {
        tx.put(Services.TABLE, service);
    }

    private void say(Service service, String message) {
        ServiceEvents.add(tx, service, message);
    }

    private Optional<ServiceDeployment> current(Service service) {
        return LastDeployment.of(tx, service);
    }

    private void account(ServiceStep.Account step) {
        Service service = step.service();
        for (Replica ended : step.ended()) {
            tx.get(Tasks.TABLE, ended.taskId()).ifPresent(task -> tx.put(Tasks.TABLE, task.withAccounted()));
        }
        TaskSetCommit.account(tx, step);
        // An end by itself disturbs nobody: what is missing then is started, and that does.
        Service next = service;
        for (Deployment line : service.deployments()) {
            next = next.with(counted(step, line));
        }
        put(next);
    }

    /** A deployment with what has ended of it. */
    private Deployment counted(ServiceStep.Account step, Deployment line) {
        Service service = step.service();
        int failed = (int) step.ended().stream()
                .filter(replica -> replica.failedToStart() && replica.revision().equals(line.revision()))
                .count();
        int quick = (int) step.quick().stream()
                .filter(replica -> replica.revision().equals(line.revision()))
                .count();
        if (failed == 0 && quick == 0) {
            return line;
        }
        Deployment counted = line.ended(failed, quick, tx.now());
        breaker(service, counted);
        int round = Math.max(1, service.desiredCount());
        if (line.quickEnds() < round && counted.quickEnds() >= round) {
            say(service, ServiceTexts.throttled(service));
        }
        return counted;
    }

    /** Shows what the circuit breaker has counted. */
    private void breaker(Service service, Deployment counted) {
        Optional<ServicePlan.BreakerRule> rule =
                ServicePlan.of(ServiceDefinition.of(service)).breaker();
        current(service)
                .filter(one -> rule.isPresent()
                        && one.status() == Status.IN_PROGRESS
                        && one.target().equals(counted.revision()))
                .ifPresent(one -> tx.put(
                        ServiceDeployments.TABLE,
                        one.withBreaker(
                                new ServiceDeployment.Breaker(
                                        true,
                                        counted.failedTasks(),
                                        rule.get().threshold().of(service.desiredCount())),
                                tx.now())));
    }

    private void recover(ServiceStep.Recover step) {
        Deployment recovered = step.line().recovered(step.failures(), step.quickEnds(), tx.now());
        breaker(step.service(), recovered);
        put(step.service().with(recovered));
    }

    private void pin(ServiceStep.Pin step) {
        step.service()
                .primary()
                .flatMap(line -> revision(step.service(), line.revision()))
                .ifPresent(revision -> tx.put(
                        ServiceRevisions.TABLE,
                        revision.pinned(step.containers().stream()
                                .map(container -> ImagePin.of(container, tx.now()))
                                .toList())));
    }

    private Optional<ServiceRevision> revision(Service service, String number) {
        return tx.get(
                ServiceRevisions.TABLE, ServiceRevision.id(service.scope(), service.cluster(), service.name(), number));
    }

    /** What the images of the primary deployment are held to. */
    private Map<String, String> digests(Service service) {
        return service.primary()
                .flatMap(line -> revision(service, line.revision()))
                .map(ServiceRevision::digests)
                .orElse(Map.of());
    }

    private void start(Service service, String revision, int count) {
        ServiceTasks.Outcome outcome;
        try {
            Cluster cluster = tx.get(Clusters.TABLE, service.clusterId()).orElseThrow();
            outcome = ServiceTasks.start(
                    tx,
                    cluster,
                    ServiceDefinition.orderOf(tx, service, revision),
                    count,
                    DaemonHosts.kept(tx, cluster));
        } catch (AwsError refused) {
            // For example a definition that has been deleted since.
            stall(service, ServiceTexts.refused(service, refused.message()));
            return;
        }
        Service next = service.withSteady(false);
        if (!outcome.tasks().isEmpty()) {
            say(service, ServiceTexts.started(service, ServiceTexts.ids(outcome.tasks())));
        }
        if (outcome.tasks().size() < count) {
            stall(next, ServiceTexts.noPlace(service, outcome.refusals()));
        } else {
            put(next.withStall(Optional.empty()));
        }
    }

    /** A daemon for each host: it was seen with room in this very transaction. */
    private void start(Service service, List<String> hosts) {
        Cluster cluster = tx.get(Clusters.TABLE, service.clusterId()).orElseThrow();
        ServiceTasks.Order order =
                DaemonHosts.order(service, ServiceDefinition.of(service)).holding(digests(service));
        List<Task> tasks = new ArrayList<>();
        for (String host : hosts) {
            ContainerInstance instance = tx.get(ContainerInstances.TABLE, host).orElseThrow();
            tasks.addAll(ServiceTasks.startOn(tx, cluster, order, instance).tasks());
        }
        if (tasks.isEmpty()) {
            throw new IllegalStateException("none of " + hosts + " takes a daemon of " + service.id());
        }
        put(service.withSteady(false));
        say(service, ServiceTexts.started(service, ServiceTexts.ids(tasks)));
    }

    private void startIn(ServiceStep.StartIn step) {
        Service service = step.service();
        Cluster cluster = tx.get(Clusters.TABLE, service.clusterId()).orElseThrow();
        ContainerInstance host = tx.get(ContainerInstances.TABLE, step.host()).orElseThrow();
        ServiceTasks.Order order =
                ServiceDefinition.order(service, ServiceDefinition.of(service)).holding(digests(service));
        List<Task> tasks = ServiceTasks.startOn(tx, cluster, order, host).tasks();
        if (tasks.isEmpty()) {
            throw new IllegalStateException(step.host() + " takes no task of " + service.id());
        }
        put(service.withSteady(false));
        say(service, ServiceTexts.startedIn(service, step.zone(), ServiceTexts.ids(tasks)));
    }

    /** Says why nothing moves, once. */
    private void stall(Service service, String message) {
        boolean known =
                service.stall().filter(stall -> stall.message().equals(message)).isPresent();
        if (!known) {
            say(service, message);
        }
        put(known ? service : service.withStall(Optional.of(new Service.Stall(message, tx.now()))));
    }

    private void stop(ServiceStep.Stop step) {
        Service service = step.service();
        String by = service.primary().map(Deployment::id).orElse("");
        StopCause cause = step.why().cause(by);
        List<Task> stopped = new ArrayList<>();
        int pending = 0;
        for (Replica victim : step.victims()) {
            Optional<Task> task = tx.get(Tasks.TABLE, victim.taskId());
            task.ifPresent(known -> tx.put(Tasks.TABLE, known.stopRequested(cause, tx.now())));
            if (victim.phase() == Replica.Phase.RUNNING) {
                task.ifPresent(stopped::add);
            } else if (task.isPresent()) {
                pending++;
            }
        }
        Service next = service.withSteady(false);
        if (step.why() == ServiceStep.Stop.Why.UNHEALTHY) {
            stopped.forEach(task -> say(service, ServiceTexts.unhealthy(service, task.taskId())));
            next = sick(next, step.victims());
        }
        put(next);
        if (!stopped.isEmpty()) {
            String ids = ServiceTexts.ids(stopped);
            say(
                    service,
                    step.why() == ServiceStep.Stop.Why.REBALANCING
                            ? ServiceTexts.stoppedIn(
                                    service, step.victims().getFirst().zone(), ids)
                            : ServiceTexts.stopped(service, ids));
        }
        if (pending > 0) {
            say(service, ServiceTexts.stoppedPending(service, pending));
        }
    }

    /** A task that its checks condemn counts as failed. */
    private Service sick(Service service, List<Replica> victims) {
        Optional<Deployment> primary = service.primary();
        int failed = (int) victims.stream()
                .filter(victim -> primary.filter(one -> one.revision().equals(victim.revision()))
                        .isPresent())
                .count();
        if (primary.isEmpty() || failed == 0) {
            return service;
        }
        Deployment counted = primary.get().ended(failed, 0, tx.now());
        breaker(service, counted);
        return service.with(counted);
    }

    private void fail(ServiceStep.Fail step) {
        Service service = step.service();
        Deployment failed = service.primary()
                .orElseThrow()
                .rolled(RolloutState.FAILED, step.why().rollout(), tx.now());
        put(service.with(failed).withStall(Optional.empty()));
        current(service).ifPresent(one -> tx.put(ServiceDeployments.TABLE, one.withdrawn(tx.now())));
        LastDeployment.move(tx, service, step.end(), step.reason());
        say(service, ServiceTexts.failed(service, failed, step.why()));
    }

    private void rollBack(ServiceStep.RollBack step) {
        Service service = step.service();
        ServiceRevision revision = revision(service, step.revision()).orElseThrow();
        Deployment failed = service.primary()
                .orElseThrow()
                .rolled(RolloutState.FAILED, step.why().rollout(), tx.now());
        Deployment old = service.deployment(step.revision())
                .orElseGet(() -> Deployment.of(step.revision(), revision.shape().taskDefinition(), tx.now()));
        List<Deployment> deployments = new ArrayList<>();
        deployments.add(old.broughtBack(step.why().rollingBack(old), tx.now()));
        deployments.add(failed);
        service.deployments().stream()
                .filter(one -> !one.revision().equals(old.revision())
                        && !one.revision().equals(failed.revision()))
                .forEach(deployments::add);
        put(service.wanting(service.desiredCount(), ServiceDefinition.restored(service, revision))
                .withDeployments(deployments, service.deploymentId())
                .withStall(Optional.empty()));
        current(service)
                .ifPresent(one -> tx.put(
                        ServiceDeployments.TABLE, one.rollingBack(step.why().status(), step.revision(), tx.now())));
        say(service, ServiceTexts.failed(service, failed, step.why()));
        say(service, ServiceTexts.rollsBack(service, old));
    }

    private void complete(Service service) {
        Deployment done = service.primary().orElseThrow().completed(tx.now());
        Service next = service.with(done).withStall(Optional.empty()).withSteady(true);
        put(next);
        Optional<ServiceDeployment> back = current(service).filter(one -> one.status() == Status.ROLLBACK_IN_PROGRESS);
        LastDeployment.move(
                tx,
                service,
                back.isPresent() ? Status.ROLLBACK_SUCCESSFUL : Status.SUCCESSFUL,
                back.map(ServiceDeployment::reason).orElse(""));
        say(service, ServiceTexts.completed(service, done));
        say(service, ServiceTexts.steady(service));
    }

    private void end(Service service) {
        LastDeployment.move(tx, service, Status.STOPPED, ServiceTexts.DELETED);
        Services.taskSets(tx, service).forEach(set -> tx.delete(TaskSets.TABLE, set.id()));
        put(service.withStatus(Service.Status.INACTIVE, tx.now())
                .withDeployments(List.of(), service.deploymentId())
                .withTaskSets(List.of()));
    }

    private void drop(ServiceStep.Drop step) {
        Service service = step.service();
        put(service.withDeployments(
                service.deployments().stream()
                        .filter(one -> !one.revision().equals(step.deployment().revision()))
                        .toList(),
                service.deploymentId()));
    }

    /** Forgets the service's events, deployments and revisions first, some at a time. */
    private void forget(Service service) {
        boolean more = ServiceEvents.forget(tx, service, FORGOTTEN_AT_ONCE);
        List<ServiceDeployment> deployments =
                ServiceDeployments.of(tx, service.scope(), service.cluster(), service.name(), Instant.MIN);
        deployments.stream().limit(FORGOTTEN_AT_ONCE).forEach(one -> tx.delete(ServiceDeployments.TABLE, one.id()));
        List<ServiceRevision> revisions = tx.list(ServiceRevisions.TABLE, service.id() + "/");
        revisions.stream().limit(FORGOTTEN_AT_ONCE).forEach(one -> tx.delete(ServiceRevisions.TABLE, one.id()));
        if (!more && deployments.size() <= FORGOTTEN_AT_ONCE && revisions.size() <= FORGOTTEN_AT_ONCE) {
            tx.delete(Services.TABLE, service.id());
        }
    }
}
