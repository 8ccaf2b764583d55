package io.gantry.wire.model;

import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One operation of a service, as a typed constant of the generated table.
 *
 * @param service the service's table
 * @param id the operation's place in {@link ServiceModel#operations()}
 * @param name for example {@code RunTask}
 * @param method the HTTP method, {@code POST} unless the protocol is REST
 * @param uri the URI template with its fixed query, {@code /} unless the protocol is REST
 * @param status the HTTP status of success, 200 unless the protocol is REST
 * @param textsBeside the names of texts that callers send though the published model, and so {@code I}, lacks them; they
 *     come with the call's context
 * @param <I> the SDK's request class
 * @param <O> the SDK's response class
 */
@SuppressWarnings("UnusedTypeParameter") // They tie an operation's class to its request and response, in bind().
public record OperationType<I, O>(
        ServiceModel service, int id, String name, String method, String uri, int status, Set<String> textsBeside) {
    public OperationType {
        textsBeside = Set.copyOf(textsBeside);
    }

    /** An empty builder of {@code I}. */
    public SdkPojo newInput() {
        return service.newInput(id);
    }

    /** An empty builder of {@code O}. */
    public SdkPojo newOutput() {
        return service.newOutput(id);
    }

    /** The simple name of {@code I}, under which its constraints stand. */
    public String inputShape() {
        return name + "Request";
    }

    /** The IAM action, for example {@code ecs:RunTask}. */
    public String action() {
        return service.identity().signingName() + ":" + name;
    }

    @Override
    public String toString() {
        return action();
    }
}
