package io.gantry.wire.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The table of one service. Generated subclasses hold a typed constant for each operation and make builders through a
 * {@code switch}, so that nothing of the SDK loads before an operation's first call.
 */
public abstract class ServiceModel {
    private final ServiceIdentity identity;

    protected ServiceModel(ServiceIdentity identity) {
        this.identity = identity;
    }

    /** By what the service is recognised. */
    public final ServiceIdentity identity() {
        return identity;
    }

    /** The operations of the table, in the order of their names. */
    public abstract List<OperationType<?, ?>> operations();

    /** Whether {@link #operations()} are a choice: AWS has more, which are not supported rather than unknown. */
    public boolean partial() {
        return false;
    }

    /** An empty builder of the request of operation {@code id}. */
    public abstract SdkPojo newInput(int id);

    /** An empty builder of the response of operation {@code id}. */
    public abstract SdkPojo newOutput(int id);

    /** The error shape by its name or by the simple name of the SDK's exception; empty when the model has none. */
    public abstract Optional<ErrorShape> error(String name);

    /** The model's constraints, read anew from the resource beside the generated class. */
    public final Constraints constraints() {
        String resource = identity.name() + ".constraints";
        try (InputStream in = getClass().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing beside " + getClass());
            }
            return Constraints.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public final String toString() {
        return identity.name();
    }
}
