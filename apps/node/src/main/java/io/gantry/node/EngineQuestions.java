package io.gantry.node;

import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.metadata.TaskEndpoint;
import io.gantry.agent.node.task.NodeTask;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the task endpoint asks: the engine on its own thread, and the control plane. */
record EngineQuestions(
        LocalQuestions.Asking asking, Function<String, Map<String, String>> tagging, String containerInstanceArn)
        implements TaskEndpoint.Node {
    @Override
    public Collection<NodeTask> tasks() {
        return asking.ask(NodeEngine::tasks).join();
    }

    @Override
    public Optional<TaskEndpoint.Granted> credentials(String id) {
        return asking.ask(engine -> engine.granted(id)).join();
    }

    @Override
    public Map<String, String> tags(String arn) {
        return tagging.apply(arn);
    }
}
