package io.gantry.agent.node.metadata;

import io.gantry.agent.node.fault.FaultDesk;
import io.gantry.agent.node.metadata.MetadataShapes.Seen;
import io.gantry.agent.node.metadata.MetadataShapes.Version;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.TrafficFaults;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.RoleCredentials;
import io.gantry.base.Env;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what containers ask at {@code 169.254.170.2} (agent-protocol.md 13.2). It blocks as long as the engine does and may
 * be called from many threads. An id that is unknown and one that belongs to another task get the same answer.
 */
public final class TaskEndpoint {
    private static final String FAULTS = "fault/v1/";
    private static final int STEADY_PER_SECOND = 40;
    private static final int BURST = 60;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_MANY = 429;

    private final Env env;
    private final ContainerRuntime runtime;
    private final MetadataShapes shapes;
    private final Node node;
    private final Statistics statistics;
    private final RateLimit limit;
    private final FaultDesk faults;

    /** What the endpoint asks its node. */
    public interface Node {
        /** Every task of the node, ended ones that are still kept included. */
        Collection<NodeTask> tasks();

        /** The task that a credentials id belongs to, with what is under it, while the task has not ended. */
        Optional<Granted> credentials(String id);

        /**
         * The tags of an ECS resource, from the control plane.
         *
         * @throws ControlPlane.Refused when it cannot be asked
         */
        Map<String, String> tags(String arn);

        /** The ARN of this host's container instance. */
        String containerInstanceArn();
    }

    /** Credentials of a task's role. */
    public record Granted(NodeTask task, RoleCredentials credentials) {}

    /** A container that asks, and its task. */
    private record Subject(NodeTask task, NodeContainer container) {}

    /**
     * An endpoint for the tasks of {@code node}.
     *
     * @param faults makes those that tasks ask for in their own networks
     */
    public TaskEndpoint(Env env, ContainerRuntime runtime, MetadataShapes shapes, Node node, TrafficFaults faults) {
        this.env = env;
        this.runtime = runtime;
        this.shapes = shapes;
        this.node = node;
        this.statistics = new Statistics(runtime, env);
        this.limit = new RateLimit(STEADY_PER_SECOND, BURST, env.now());
        this.faults = new FaultDesk(env, faults);
    }

    /**
     * Answers one request that reads.
     *
     * @param path without its query
     * @param query as it stands after the question mark, else empty
     */
    public Reply answer(String path, String query, Caller caller) {
        if (!limit.take(env.now())) {
            return tooMany();
        }
        List<String> parts = parts(path);
        String first = parts.isEmpty() ? "" : parts.getFirst();
        return switch (first) {
            case "v3" -> metadata(Version.V3, parts, caller);
            case "v4" -> metadata(Version.V4, parts, caller);
            case "v2" ->
                parts.size() == 3 && parts.get(1).equals("credentials")
                        ? credentials(parts.get(2), caller)
                        : Reply.notFound("404 page not found");
            case "v1" ->
                parts.size() == 2 && parts.get(1).equals("credentials")
                        ? credentials(query.startsWith("id=") ? query.substring(3) : "", caller)
                        : Reply.notFound("404 page not found");
            case "api" -> api(parts, Optional.empty(), caller);
            default -> Reply.notFound("404 page not found");
        };
    }

    /**
     * Answers one request that changes something.
     *
     * @param path without its query
     */
    public Reply change(String path, String body, Caller caller) {
        if (!limit.take(env.now())) {
            return tooMany();
        }
        List<String> parts = parts(path);
        return !parts.isEmpty() && parts.getFirst().equals("api")
                ? api(parts, Optional.of(body), caller)
                : Reply.error(NOT_ALLOWED, "405 method not allowed");
    }

    private static Reply tooMany() {
        return Reply.error(TOO_MANY, "Too many requests: at most " + STEADY_PER_SECOND + " a second.");
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Reply metadata(Version version, List<String> parts, Caller caller) {
        Optional<Subject> subject = parts.size() < 2 ? Optional.empty() : subject(parts.get(1), caller);
        if (subject.isEmpty()) {
            return Reply.notFound(version + " container metadata handler: unable to get container ID from request: no"
                    + " container of this host asks with this id from this address");
        }
        NodeTask task = subject.get().task();
        NodeContainer container = subject.get().container();
        return switch (String.join("/", parts.subList(2, parts.size()))) {
            case "" -> Reply.ok(shapes.container(task, seen(container), version));
            case "task" -> Reply.ok(task(task, version));
            case "taskWithTags" -> Reply.ok(withTags(task, task(task, version)));
            case "stats" -> Reply.ok(statistics.of(container));
            case "task/stats" -> {
                ObjectNode all = JsonMapper.shared().createObjectNode();
                task.containers().stream()
                        .filter(one -> !one.runtimeId().isEmpty())
                        .forEach(one -> all.set(one.runtimeId(), statistics.of(one)));
                yield Reply.ok(all);
            }
            default -> Reply.notFound("404 page not found");
        };
    }

    private ObjectNode task(NodeTask task, Version version) {
        List<Seen> containers = task.containers().stream()
                .filter(container -> !container.runtimeId().isEmpty())
                .map(this::seen)
                .toList();
        return shapes.task(task, containers, version);
    }

    /** What the control plane does not tell is told as an error beside the rest, as on AWS. */
    private ObjectNode withTags(NodeTask task, ObjectNode shape) {
        tags(shape, "TaskTags", task.arn());
        tags(shape, "ContainerInstanceTags", node.containerInstanceArn());
        return shape;
    }

    private void tags(ObjectNode shape, String member, String arn) {
        try {
            Map<String, String> tags = node.tags(arn);
            if (!tags.isEmpty()) {
                ObjectNode into = shape.putObject(member);
                tags.forEach(into::put);
            }
        } catch (ControlPlane.Refused refused) {
            shape.withArrayProperty("Errors")
                    .addObject()
                    .put("ErrorField", member)
                    .put("ErrorCode", refused.code())
                    .put("ErrorMessage", refused.getMessage())
                    .put("ResourceARN", arn);
        }
    }

    private Reply credentials(String id, Caller caller) {
        if (id.isEmpty()) {
            return problem(BAD_REQUEST, "NoIdInRequest", "CredentialsV2Request: No Credential ID in the request");
        }
        Optional<Granted> granted = node.credentials(id).filter(one -> fromTask(one.task(), caller));
        if (granted.isEmpty()) {
            return problem(NOT_FOUND, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found");
        }
        RoleCredentials credentials = granted.get().credentials();
        return Reply.ok(JsonMapper.shared()
                .createObjectNode()
                .put("RoleArn", credentials.roleArn())
                .put("AccessKeyId", credentials.accessKeyId())
                .put("SecretAccessKey", credentials.secretAccessKey())
                .put("Token", credentials.sessionToken())
                .put("Expiration", credentials.expiration()));
    }

    private static Reply problem(int status, String code, String message) {
        return new Reply(
                status,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("code", code)
                        .put("message", message)
                        .put("HTTPErrorCode", status));
    }

    /** Task protection asks with the task's role, which there is none of yet. */
    private Reply api(List<String> parts, Optional<String> sent, Caller caller) {
        Optional<Subject> subject = parts.size() < 2 ? Optional.empty() : subject(parts.get(1), caller);
        if (subject.isEmpty()) {
            return Reply.notFound("no container of this host asks with this id from this address");
        }
        String arn = subject.get().task().arn();
        String what = String.join("/", parts.subList(2, parts.size()));
        if (what.equals("task-protection/v1/state")) {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.putObject("error")
                    .put("Arn", arn)
                    .put("Code", "AccessDeniedException")
                    .put(
                            "Message",
                            "The task has no task role, with which task protection is asked for. UpdateTaskProtection"
                                    + " sets it from outside.");
            return new Reply(FORBIDDEN, body);
        }
        if (what.startsWith(FAULTS)) {
            return sent.map(body -> fault(subject.get(), what.substring(FAULTS.length()), body))
                    .orElseGet(() -> Reply.error(NOT_ALLOWED, "405 method not allowed"));
        }
        return Reply.notFound("404 page not found");
    }

    private Reply fault(Subject subject, String path, String body) {
        FaultDesk.Answer answer = faults.answer(new FaultDesk.Request(
                subject.task().payload(),
                subject.container().endpointId(),
                engine(subject.container()).map(Container::pid).orElse(0),
                path,
                body));
        return new Reply(
                answer.status(),
                JsonMapper.shared().createObjectNode().put(answer.ok() ? "Status" : "Error", answer.text()));
    }

    private Optional<Subject> subject(String endpointId, Caller caller) {
        for (NodeTask task : node.tasks()) {
            for (NodeContainer container : task.containers()) {
                if (container.endpointId().equals(endpointId)
                        && !container.runtimeId().isEmpty()) {
                    return caller.speaksFor(task, engine(container))
                            ? Optional.of(new Subject(task, container))
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private boolean fromTask(NodeTask task, Caller caller) {
        return task.containers().stream()
                .filter(container -> !container.runtimeId().isEmpty())
                .anyMatch(container -> caller.speaksFor(task, engine(container)));
    }

    private Seen seen(NodeContainer container) {
        return new Seen(container, engine(container));
    }

    private Optional<Container> engine(NodeContainer container) {
        try {
            return runtime.container(container.runtimeId());
        } catch (RuntimeFailure away) {
            // What the node knows itself is still worth telling.
            return Optional.empty();
        }
    }
}
