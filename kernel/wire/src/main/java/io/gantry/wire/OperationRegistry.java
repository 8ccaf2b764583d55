package io.gantry.wire;

import io.gantry.base.Limits;
import io.gantry.wire.codec.ConstraintCheck;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.ServiceModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a server knows and what it has built. An object, so that each test makes its own. */
public final class OperationRegistry {
    private final Map<OperationType<?, ?>, Operation<?, ?>> built;
    private final List<Service> services;
    private final Map<String, Service> byName = new HashMap<>();

    private OperationRegistry(List<ServiceModel> models, Map<OperationType<?, ?>, Operation<?, ?>> built) {
        this.built = new HashMap<>(built);
        this.services = models.stream().map(Service::new).toList();
        services.forEach(service -> byName.put(service.model.identity().name(), service));
        built.keySet().forEach(type -> {
            if (!byName.containsKey(type.service().identity().name())) {
                throw new IllegalArgumentException(type + " belongs to a service that is not listed");
            }
        });
    }

    /**
     * A registry of {@code models} that has {@code operations}, as the rooms' doors list them.
     *
     * @throws IllegalArgumentException when an operation's service is not among the models
     */
    public static OperationRegistry of(
            List<ServiceModel> models, Map<OperationType<?, ?>, Operation<?, ?>> operations) {
        return new OperationRegistry(models, operations);
    }

    /** One service, with what is prepared on its first call. */
    private static final class Service {
        private final ServiceModel model;
        private final AtomicReference<@Nullable ConstraintCheck> check = new AtomicReference<>();

        Service(ServiceModel model) {
            this.model = model;
        }

        ConstraintCheck check() {
            ConstraintCheck ready = check.get();
            if (ready == null) {
                // Two first calls may both read the table; the result is the same.
                ready = new ConstraintCheck(model.constraints());
                check.set(ready);
            }
            return ready;
        }
    }

    /** The services, in the order of their listing. */
    public List<ServiceModel> models() {
        return services.stream().map(service -> service.model).toList();
    }

    /** Whether the operation has been built. */
    public boolean has(OperationType<?, ?> type) {
        return built.containsKey(type);
    }

    /** Every operation of the listed services that is not built, in the models' order: the page of what is missing. */
    public List<OperationType<?, ?>> unbuilt() {
        List<OperationType<?, ?>> missing = new ArrayList<>();
        for (Service service : services) {
            service.model.operations().stream().filter(type -> !has(type)).forEach(missing::add);
        }
        return missing;
    }

    /** The largest body that a request of the operation may have. */
    int requestBytes(OperationType<?, ?> type) {
        Operation<?, ?> operation = built.get(type);
        return operation == null ? Limits.REQUEST_BYTES : operation.requestBytes();
    }

    /** What {@code input} breaks of the model's constraints. */
    List<ConstraintCheck.Violation> violations(OperationType<?, ?> type, Object input) {
        Service service =
                Objects.requireNonNull(byName.get(type.service().identity().name()));
        return service.check().violations(type.inputShape(), input);
    }

    /** Calls the operation, which must be built, with an input that has been checked. */
    @SuppressWarnings("unchecked") // The map was filled by pairs of one type, and the input is of the type's own class.
    Object call(OperationType<?, ?> type, Object input, CallContext call) {
        Operation<Object, Object> operation =
                (Operation<Object, Object>) Objects.requireNonNull(built.get(type), type.name());
        return operation.call(input, call);
    }
}
