package io.gantry.models.generator;

import io.gantry.wire.model.ErrorShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The generator's entry point: {@code Generate <folder of inputs> <folder of sources> <folder of resources>}. The inputs
 * are {@code services.txt}, one {@code <service>.overlay} each, and {@code <model>.json} for a service whose model AWS does
 * not publish. Nothing is written when neither they nor the class
 * path have changed since the last run.
 */
public final class Generate {
    private static final String STAMP = "generated.stamp";

    private final Path inputs;
    private final Path sources;
    private final Path resources;
    private final ClassLoader loader;

    private Generate(Path inputs, Path sources, Path resources, ClassLoader loader) {
        this.inputs = inputs;
        this.sources = sources;
        this.resources = resources;
        this.loader = loader;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("three folders are expected: inputs, sources, resources");
        }
        ClassLoader loader = Generate.class.getClassLoader();
        new Generate(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), loader).run();
    }

    private void run() throws IOException {
        String services = Files.readString(inputs.resolve("services.txt"));
        List<ServiceEntry> entries = ServiceEntry.parse(services);
        String stamp = stamp(services, entries);
        Path stampFile = resources.resolveSibling(STAMP);
        if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp)) {
            return;
        }
        for (ServiceEntry entry : entries) {
            generate(entry);
        }
        Files.writeString(stampFile, stamp);
    }

    private void generate(ServiceEntry entry) throws IOException {
        PublishedModel model = PublishedModel.read(entry.model(), inputs, loader);
        SdkPackage sdk = new SdkPackage(entry.sdkPackage(), loader);
        List<SdkPackage.Binding> bindings = sdk.bindings().stream()
                .filter(binding -> entry.serves(binding.operation()))
                .toList();
        if (bindings.isEmpty() || bindings.size() < entry.operations().size()) {
            throw new IllegalStateException("the SDK lacks an operation that is listed for " + entry.name());
        }
        ConstraintWalk walk = new ConstraintWalk(model);
        for (SdkPackage.Binding binding : bindings) {
            SdkPojo input = sdk.empty(binding.operation() + "Request");
            JsonNode published = model.inputOf(binding.operation()).orElse(MissingNode.getInstance());
            walk.walk(input, published);
        }
        String folder = entry.packageName().replace('.', '/');
        Overlay overlay = Overlay.parse(overlay(entry));
        ApiSource source = new ApiSource(entry, model, bindings, errors(sdk, model), overlay);
        write(sources.resolve(folder).resolve(entry.apiClass() + ".java"), source.text());
        write(
                sources.resolve(folder).resolve("package-info.java"),
                "/** The table of " + entry.name() + ". Generated, never edited. */\n"
                        + "@NullMarked\npackage " + entry.packageName() + ";\n\n"
                        + "import org.jspecify.annotations.NullMarked;\n");
        List<ConstraintLine> lines = overlay.applyTo(walk.lines(), walk.members());
        write(
                resources.resolve(folder).resolve(entry.name() + ".constraints"),
                lines.stream().map(ConstraintLine::text).sorted().collect(Collectors.joining("\n", "", "\n")));
    }

    /** The SDK's exceptions, and what the model has beside them. */
    private static List<ApiSource.NamedError> errors(SdkPackage sdk, PublishedModel model) {
        List<ApiSource.NamedError> errors = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (String sdkClass : sdk.exceptions()) {
            String shape = model.exceptionShape(sdkClass).orElse(sdkClass);
            errors.add(new ApiSource.NamedError(sdkClass, error(shape, model)));
            named.add(sdkClass);
            named.add(shape);
        }
        model.exceptionShapes().stream()
                .filter(named::add)
                .forEach(shape -> errors.add(new ApiSource.NamedError(shape, error(shape, model))));
        return errors;
    }

    private static ErrorShape error(String shape, PublishedModel model) {
        JsonNode published = model.shape(shape).orElse(MissingNode.getInstance());
        JsonNode error = published.path("error");
        int fallback = published.path("fault").asBoolean(false) ? 500 : 400;
        return new ErrorShape(
                shape,
                error.path("code").asString(shape),
                error.path("httpStatusCode").asInt(fallback),
                PublishedModel.memberName(published, "message", "message").orElse("message"));
    }

    private String overlay(ServiceEntry entry) throws IOException {
        Path file = inputs.resolve(entry.name() + ".overlay");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** A digest of everything that the output depends on. */
    private String stamp(String services, List<ServiceEntry> entries) throws IOException {
        StringBuilder all = new StringBuilder(services);
        for (ServiceEntry entry : entries) {
            all.append('\n').append(overlay(entry));
            // The SDK's and the models' jars carry their versions in their names.
            all.append(loader.getResource(entry.sdkPackage().replace('.', '/') + "/model/"));
            all.append(loader.getResource("models/" + entry.model() + "-model.json"));
            Path own = PublishedModel.ownFile(entry.model(), inputs);
            all.append(Files.exists(own) ? Files.readString(own) : "");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Class<?> own : List.of(
                    Generate.class,
                    ApiSource.class,
                    Overlay.class,
                    ConstraintWalk.class,
                    SdkPackage.class,
                    PublishedModel.class)) {
                var code = own.getResourceAsStream(own.getSimpleName() + ".class");
                if (code != null) {
                    try (code) {
                        digest.update(code.readAllBytes());
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
