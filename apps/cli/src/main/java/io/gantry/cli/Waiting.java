package io.gantry.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a service waits for.
 *
 * @param what a sentence without a clock
 * @param clock the time that has passed, or is left, as {@code what} says; empty when nobody knows
 */
record Waiting(String what, Optional<Duration> clock) {
    private static final int DISTINCT_TASKS = 3;

    private static Waiting of(String what) {
        return new Waiting(what, Optional.empty());
    }

    private static Waiting of(String what, Duration clock) {
        return new Waiting(what, Optional.of(clock));
    }

    /** The sentence with its clock. */
    String text() {
        return what + clock.map(time -> " " + clock(time)).orElse("");
    }

    /** A length of time as a clock shows it: {@code 31 s}, {@code 3:12}, {@code 1:00:05}. */
    static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** What the service waits for; nothing once it has all it wants, or has given up. */
    static List<Waiting> of(ServiceLook look) {
        if (look.outcome() != ServiceLook.Outcome.UNDER_WAY) {
            return List.of();
        }
        int left =
                ServiceLook.count(look.service(), "runningCount") + ServiceLook.count(look.service(), "pendingCount");
        if (look.status().equals("DRAINING")) {
            return List.of(of(left + " tasks have still to stop; then the service is INACTIVE"));
        }
        List<Waiting> all = new ArrayList<>();
        look.taskSets().stream()
                .filter(set -> !ServiceLook.isSteady(set))
                .map(set -> of(
                        "task set " + EcsReader.text(set, "id") + ": " + ServiceLook.count(set, "runningCount") + " of "
                                + ServiceLook.count(set, "computedDesiredCount") + " run; "
                                + EcsReader.text(set, "stabilityStatus") + " for",
                        look.since(set, "stabilityStatusAt")))
                .forEach(all::add);
        look.rollout().ifPresent(rollout -> rollout(look, rollout, all));
        missing(look).ifPresent(all::add);
        starting(look).ifPresent(all::add);
        healthy(look).ifPresent(all::add);
        if (look.older() > 0) {
            all.add(of(
                    look.older() + " tasks of older revisions stay until those of the new one have taken their place"));
        }
        return all.isEmpty() ? List.of(of("the next step, which is due")) : all;
    }

    private static void rollout(ServiceLook look, JsonNode rollout, List<Waiting> all) {
        switch (look.rolloutStatus()) {
            case "PENDING" ->
                all.add(of("the rollout has not begun; it was asked for", look.since(rollout, "createdAt")));
            case "STOP_REQUESTED", "ROLLBACK_REQUESTED" -> all.add(of("the rollout is asked to stop"));
            case "ROLLBACK_IN_PROGRESS" ->
                all.add(of(
                        "rolls back to revision "
                                + EcsReader.last(EcsReader.text(rollout.path("rollback"), "serviceRevisionArn"))
                                + " since",
                        look.since(rollout.path("rollback"), "startedAt")));
            default -> {
                // IN_PROGRESS says nothing by itself, and the others are ends.
            }
        }
        String stage = EcsReader.text(rollout, "lifecycleStage");
        if (!stage.isEmpty()) {
            all.add(stage(look, rollout, stage));
        }
        for (JsonNode hook : rollout.path("lifecycleHookDetails")) {
            if (EcsReader.text(hook, "status").equals("AWAITING_ACTION")) {
                all.add(new Waiting(
                        "hook " + EcsReader.text(hook, "hookId") + " waits for ContinueServiceDeployment; time left:",
                        ServiceLook.moment(hook, "expiresAt").map(end -> Duration.between(look.now(), end))));
            }
        }
    }

    /** How long a stage will last is known only of those that let time pass. */
    private static Waiting stage(ServiceLook look, JsonNode rollout, String stage) {
        JsonNode configuration = rollout.path("deploymentConfiguration");
        Duration spent = look.since(rollout, "updatedAt");
        double weight = rollout.path("targetServiceRevision")
                .path("requestedProductionTrafficWeight")
                .asDouble(0);
        boolean shifting = stage.equals("PRODUCTION_TRAFFIC_SHIFT") && weight < 100;
        Duration bake = Duration.ofMinutes(
                stage.equals("BAKE_TIME")
                        ? ServiceLook.count(configuration, "bakeTimeInMinutes")
                        : shifting ? stepMinutes(configuration) : 0);
        String traffic = shifting ? ", " + weight + " % of the traffic is for the new revision" : "";
        return bake.isPositive()
                ? of("stage " + stage + traffic + "; time left:", bake.minus(spent))
                : of("stage " + stage + traffic + "; for", spent);
    }

    private static int stepMinutes(JsonNode configuration) {
        return Math.max(
                ServiceLook.count(configuration.path("canaryConfiguration"), "canaryBakeTimeInMinutes"),
                ServiceLook.count(configuration.path("linearConfiguration"), "stepBakeTimeInMinutes"));
    }

    /** Tasks that are wanted and not even starting: the newest event that bears on it says why. */
    private static Optional<Waiting> missing(ServiceLook look) {
        JsonNode primary = look.primary();
        int missing = ServiceLook.count(primary, "desiredCount")
                - ServiceLook.count(primary, "runningCount")
                - ServiceLook.count(primary, "pendingCount");
        if (missing <= 0) {
            return Optional.empty();
        }
        for (JsonNode event : look.service().path("events")) {
            String message = EcsReader.text(event, "message");
            Duration ago = look.since(event, "createdAt");
            if (message.contains("was unable to place a task")) {
                String name = EcsReader.text(look.service(), "serviceName");
                return Optional.of(of(
                        "no room for " + missing + " more: " + brief(message) + " (./gantry explain " + name
                                + " says what would do) since",
                        ago));
            }
            if (message.contains("unable to consistently start tasks")) {
                return Optional.of(
                        of("back-off: tasks ended soon after their start, so the next start waits; since", ago));
            }
            if (message.contains("because of the service deployment configuration")) {
                return Optional.of(of(
                        "minimumHealthyPercent and maximumPercent leave nothing to stop or start; change one of them;"
                                + " since",
                        ago));
            }
            if (message.contains("has started ") || message.contains("has reached a steady state")) {
                break;
            }
        }
        return Optional.of(of(missing + " more to be started"));
    }

    /** An event without what every event says. */
    private static String brief(String message) {
        String tail = message.substring(
                message.indexOf("was unable to place a task") + "was unable to place a task".length());
        int more = tail.indexOf(" For more information");
        String reason = (more < 0 ? tail : tail.substring(0, more)).strip();
        int closest = reason.indexOf("The closest matching ");
        return (closest < 0 ? reason : reason.substring(closest + "The closest matching ".length()))
                .replaceFirst("^Reason: ", "")
                .replaceFirst("^because ", "")
                .replaceFirst("\\.$", "");
    }

    private static Optional<Waiting> starting(ServiceLook look) {
        int pending = ServiceLook.count(look.primary(), "pendingCount");
        if (pending == 0) {
            return Optional.empty();
        }
        Optional<Duration> oldest = look.tasks().stream()
                .filter(task -> EcsReader.text(task, "startedBy").equals(EcsReader.text(look.primary(), "id"))
                        && List.of("PROVISIONING", "PENDING", "ACTIVATING")
                                .contains(EcsReader.text(task, "lastStatus")))
                .map(task -> look.since(task, "createdAt"))
                .max(Comparator.naturalOrder());
        return Optional.of(new Waiting(
                pending + " of " + ServiceLook.count(look.primary(), "desiredCount") + " are starting"
                        + (oldest.isPresent() ? ", the first for" : ""),
                oldest));
    }

    private static Optional<Waiting> healthy(ServiceLook look) {
        List<JsonNode> running = look.running(look.primary());
        String of = " of " + ServiceLook.count(look.primary(), "desiredCount") + " healthy; ";
        if (look.checked()) {
            List<JsonNode> others = running.stream()
                    .filter(task -> !EcsReader.text(task, "healthStatus").equals("HEALTHY"))
                    .toList();
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(
                            running.size() - others.size() + of + "waits for the health checks of " + names(others)));
        }
        List<Instant> young = running.stream()
                .flatMap(task -> ServiceLook.moment(task, "startedAt").stream())
                .map(start -> start.plus(look.healthyAfter()))
                .filter(look.now()::isBefore)
                .sorted()
                .toList();
        return young.isEmpty()
                ? Optional.empty()
                : Optional.of(of(
                        running.size() - young.size() + of + "tasks without checks count as healthy after "
                                + look.healthyAfter().toSeconds() + " s; the last of them in",
                        Duration.between(look.now(), young.getLast())));
    }

    private static String names(List<JsonNode> tasks) {
        String some = String.join(
                ", ",
                tasks.stream()
                        .limit(DISTINCT_TASKS)
                        .map(task -> EcsReader.last(EcsReader.text(task, "taskArn")) + " ("
                                + EcsReader.text(task, "healthStatus") + ")")
                        .toList());
        return tasks.size() > DISTINCT_TASKS ? some + " and " + (tasks.size() - DISTINCT_TASKS) + " others" : some;
    }
}
