package io.gantry.ecs;

import io.gantry.ecs.attribute.DeleteAttributes;
import io.gantry.ecs.attribute.ListAttributes;
import io.gantry.ecs.attribute.PutAttributes;
import io.gantry.ecs.command.ExecuteCommand;
import io.gantry.ecs.dispatch.DiscoverPollEndpoint;
import io.gantry.ecs.instance.DeregisterContainerInstance;
import io.gantry.ecs.instance.DescribeContainerInstances;
import io.gantry.ecs.instance.InstanceShapes;
import io.gantry.ecs.instance.ListContainerInstances;
import io.gantry.ecs.instance.RegisterContainerInstance;
import io.gantry.ecs.instance.UpdateContainerAgent;
import io.gantry.ecs.instance.UpdateContainerInstancesState;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.ecs.service.Services;
import io.gantry.ecs.task.Circumstances;
import io.gantry.ecs.task.DescribeTasks;
import io.gantry.ecs.task.GetTaskProtection;
import io.gantry.ecs.task.ListTasks;
import io.gantry.ecs.task.RunTask;
import io.gantry.ecs.task.StartTask;
import io.gantry.ecs.task.StopTask;
import io.gantry.ecs.task.SubmitAttachmentStateChanges;
import io.gantry.ecs.task.SubmitContainerStateChange;
import io.gantry.ecs.task.SubmitTaskStateChange;
import io.gantry.ecs.task.UpdateTaskProtection;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.StateStore;

/** What the door offers on hosts, on the tasks that run there, and to their agents. */
final class Agents {
    private Agents() {}

    static void instances(Offers offers, StateStore store) {
        InstanceContents contents = new InstanceContents();
        InstanceShapes shapes = new InstanceShapes(contents);
        offers.with(EcsApi.REGISTER_CONTAINER_INSTANCE, new RegisterContainerInstance(store, shapes))
                .with(EcsApi.DEREGISTER_CONTAINER_INSTANCE, new DeregisterContainerInstance(store, shapes, contents))
                .with(EcsApi.DESCRIBE_CONTAINER_INSTANCES, new DescribeContainerInstances(store, shapes))
                .with(EcsApi.LIST_CONTAINER_INSTANCES, new ListContainerInstances(store, contents))
                .with(EcsApi.UPDATE_CONTAINER_INSTANCES_STATE, new UpdateContainerInstancesState(store, shapes))
                .with(EcsApi.UPDATE_CONTAINER_AGENT, new UpdateContainerAgent(store))
                .with(EcsApi.PUT_ATTRIBUTES, new PutAttributes(store))
                .with(EcsApi.LIST_ATTRIBUTES, new ListAttributes(store))
                .with(EcsApi.DELETE_ATTRIBUTES, new DeleteAttributes(store));
    }

    static void tasks(Offers offers, StateStore store, Circumstances circumstances) {
        offers.with(EcsApi.RUN_TASK, new RunTask(store, circumstances))
                .with(EcsApi.START_TASK, new StartTask(store, circumstances))
                .with(EcsApi.STOP_TASK, new StopTask(store))
                .with(EcsApi.DESCRIBE_TASKS, new DescribeTasks(store))
                .with(EcsApi.LIST_TASKS, new ListTasks(store, Services::nameOf))
                .with(EcsApi.UPDATE_TASK_PROTECTION, new UpdateTaskProtection(store))
                .with(EcsApi.GET_TASK_PROTECTION, new GetTaskProtection(store));
    }

    static void commands(Offers offers, StateStore store, CommandSessions sessions) {
        offers.with(EcsApi.EXECUTE_COMMAND, new ExecuteCommand(store, sessions));
    }

    static void reports(Offers offers, StateStore store) {
        offers.with(EcsApi.DISCOVER_POLL_ENDPOINT, new DiscoverPollEndpoint())
                .with(EcsApi.SUBMIT_TASK_STATE_CHANGE, new SubmitTaskStateChange(store))
                .with(EcsApi.SUBMIT_CONTAINER_STATE_CHANGE, new SubmitContainerStateChange(store))
                .with(EcsApi.SUBMIT_ATTACHMENT_STATE_CHANGES, new SubmitAttachmentStateChanges());
    }
}
