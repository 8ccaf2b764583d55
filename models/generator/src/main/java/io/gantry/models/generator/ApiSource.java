package io.gantry.models.generator;

import io.gantry.wire.model.ErrorShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of one generated class. */
record ApiSource(
        ServiceEntry entry,
        PublishedModel model,
        List<SdkPackage.Binding> bindings,
        List<NamedError> errors,
        Overlay overlay) {

    /** An exception of the SDK and how it travels. */
    record NamedError(String sdkClass, ErrorShape shape) {}

    String text() {
        StringBuilder out = new StringBuilder(64_000);
        out.append("package ").append(entry.packageName()).append(";\n\n");
        out.append("import io.gantry.wire.model.ErrorShape;\n");
        out.append("import io.gantry.wire.model.OperationType;\n");
        out.append("import io.gantry.wire.model.Protocol;\n");
        out.append("import io.gantry.wire.model.ServiceIdentity;\n");
        out.append("import io.gantry.wire.model.ServiceModel;\n");
        out.append("import java.util.List;\nimport java.util.Optional;\nimport java.util.Set;\n");
        out.append("import software.amazon.awssdk.core.SdkPojo;\n\n");
        out.append("/** The operations of ").append(entry.name()).append(", generated from AWS's model. */\n");
        out.append("public final class ").append(entry.apiClass()).append(" extends ServiceModel {\n");
        out.append("    /** The whole table. */\n");
        out.append("    public static final ServiceModel MODEL = new ")
                .append(entry.apiClass())
                .append("();\n");
        constants(out);
        out.append("\n    private static final List<OperationType<?, ?>> ALL = List.of(\n        ")
                .append(bindings.stream().map(b -> constant(b.operation())).collect(Collectors.joining(",\n        ")))
                .append(");\n");
        constructor(out);
        out.append(
                "\n    @Override\n    public List<OperationType<?, ?>> operations() {\n        return ALL;\n    }\n");
        if (!entry.operations().isEmpty()) {
            out.append("\n    @Override\n    public boolean partial() {\n        return true;\n    }\n");
        }
        builders(out, "newInput", "Request");
        builders(out, "newOutput", "Response");
        errorTable(out);
        return out.append("}\n").toString();
    }

    private void constants(StringBuilder out) {
        for (int id = 0; id < bindings.size(); id++) {
            SdkPackage.Binding binding = bindings.get(id);
            String name = binding.operation();
            out.append("\n    /** {@code ").append(name).append("}. */\n");
            out.append("    public static final OperationType<")
                    .append(type(name + "Request"))
                    .append(", ")
                    .append(type(name + "Response"))
                    .append("> ")
                    .append(constant(name))
                    .append(" =\n            new OperationType<>(MODEL, ")
                    .append(id)
                    .append(", ")
                    .append(quoted(name))
                    .append(", ")
                    .append(quoted(binding.method()))
                    .append(", ")
                    .append(quoted(model.uriOf(name).orElse(binding.uri())))
                    .append(", ")
                    .append(model.statusOf(name))
                    .append(", Set.of(")
                    .append(overlay.textsBeside(name + "Request").stream()
                            .map(ApiSource::quoted)
                            .collect(Collectors.joining(", ")))
                    .append("));\n");
        }
    }

    private void constructor(StringBuilder out) {
        String target = bindings.stream()
                .map(SdkPackage.Binding::target)
                .filter(identifier -> identifier.indexOf('.') > 0)
                .map(identifier -> identifier.substring(0, identifier.lastIndexOf('.')))
                .findFirst()
                .orElse(model.metadata("targetPrefix"));
        out.append("\n    private ").append(entry.apiClass()).append("() {\n        super(new ServiceIdentity(");
        out.append(quoted(entry.name()))
                .append(", Protocol.")
                .append(model.protocol().name())
                .append(", Set.of(")
                .append(model.protocols().stream()
                        .map(protocol -> "Protocol." + protocol.name())
                        .collect(Collectors.joining(", ")))
                .append(")");
        for (String text : List.of(
                model.signingName(),
                target,
                model.metadata("apiVersion"),
                model.xmlNamespace(),
                entry.validationCode())) {
            out.append(", ").append(quoted(text));
        }
        out.append("));\n    }\n");
    }

    private void builders(StringBuilder out, String method, String suffix) {
        out.append("\n    @Override\n    public SdkPojo ")
                .append(method)
                .append("(int id) {\n        return switch (id) {\n");
        for (int id = 0; id < bindings.size(); id++) {
            out.append("            case ")
                    .append(id)
                    .append(" -> ")
                    .append(type(bindings.get(id).operation() + suffix))
                    .append(".builder();\n");
        }
        out.append("            default -> throw new IllegalArgumentException(\"no operation \" + id);\n");
        out.append("        };\n    }\n");
    }

    private void errorTable(StringBuilder out) {
        out.append("\n    @Override\n    public Optional<ErrorShape> error(String name) {\n");
        out.append("        return switch (name) {\n");
        for (NamedError error : errors) {
            String labels = error.sdkClass().equals(error.shape().name())
                    ? quoted(error.sdkClass())
                    : quoted(error.sdkClass()) + ", " + quoted(error.shape().name());
            out.append("            case ")
                    .append(labels)
                    .append(" -> Optional.of(new ErrorShape(")
                    .append(quoted(error.shape().name()))
                    .append(", ")
                    .append(quoted(error.shape().code()))
                    .append(", ")
                    .append(error.shape().status())
                    .append(", ")
                    .append(quoted(error.shape().messageName()))
                    .append("));\n");
        }
        out.append("            default -> Optional.empty();\n        };\n    }\n");
    }

    private String type(String simpleName) {
        return entry.sdkPackage() + ".model." + simpleName;
    }

    /** {@code RunTask} to {@code RUN_TASK}, {@code DescribeDBInstances} to {@code DESCRIBE_DB_INSTANCES}. */
    static String constant(String operation) {
        return operation
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
