package io.gantry.models.generator;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The classes of one service in the SDK's jar, by reflection. */
final class SdkPackage {
    private final String name;
    private final ClassLoader loader;
    private final List<String> entries;

    SdkPackage(String name, ClassLoader loader) {
        this.name = name;
        this.loader = loader;
        this.entries = entries(name, loader);
    }

    /** What the SDK knows of one operation. */
    record Binding(String operation, String method, String uri, String target) {}

    List<Binding> bindings() {
        return simpleNames("transform", "RequestMarshaller").map(this::binding).toList();
    }

    /** The simple names of the model's exceptions, without the service's own root exception. */
    List<String> exceptions() {
        List<Class<?>> all = simpleNames("model", "Exception")
                .<Class<?>>map(simple -> load("model." + simple))
                .toList();
        return all.stream()
                .filter(type -> all.stream().noneMatch(other -> type.equals(other.getSuperclass())))
                .map(Class::getSimpleName)
                .toList();
    }

    Class<?> model(String simpleName) {
        return load("model." + simpleName);
    }

    boolean hasModel(String simpleName) {
        return entries.contains("model/" + simpleName);
    }

    /** An empty value of a model class, whose fields can be asked for. */
    SdkPojo empty(String simpleName) {
        try {
            Object builder = model(simpleName).getMethod("builder").invoke(null);
            return builtOf((SdkPojo) builder);
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalStateException(simpleName + " has no builder", unexpected);
        }
    }

    static SdkPojo builtOf(SdkPojo builder) {
        return (SdkPojo) ((SdkBuilder<?, ?>) builder).build();
    }

    private Binding binding(String marshaller) {
        try {
            Field field = load("transform." + marshaller).getDeclaredField("SDK_OPERATION_BINDING");
            field.setAccessible(true);
            OperationInfo known = (OperationInfo) field.get(null);
            String operation = marshaller.substring(0, marshaller.length() - "RequestMarshaller".length());
            @Nullable String target = known.operationIdentifier();
            return new Binding(operation, known.httpMethod().name(), known.requestUri(), target == null ? "" : target);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("the SDK's " + marshaller + " is not what it was", changed);
        }
    }

    private java.util.stream.Stream<String> simpleNames(String part, String suffix) {
        String prefix = part + "/";
        return entries.stream()
                .filter(entry -> entry.startsWith(prefix) && entry.endsWith(suffix) && entry.indexOf('$') < 0)
                .map(entry -> entry.substring(prefix.length()))
                .filter(simple -> simple.length() > suffix.length());
    }

    private Class<?> load(String relative) {
        try {
            return Class.forName(name + "." + relative, true, loader);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(name + " has no " + relative, missing);
        }
    }

    private static List<String> entries(String packageName, ClassLoader loader) {
        String path = packageName.replace('.', '/') + "/";
        URL folder = loader.getResource(path + "model/");
        try {
            if (folder == null || !(folder.openConnection() instanceof JarURLConnection connection)) {
                throw new IllegalStateException("no jar on the class path holds " + packageName);
            }
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                return jar.stream()
                        .map(JarEntry::getName)
                        .filter(entry -> entry.startsWith(path) && entry.endsWith(".class"))
                        .map(entry -> entry.substring(path.length(), entry.length() - ".class".length()))
                        .sorted()
                        .toList();
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("the jar of " + packageName + " cannot be read", unreadable);
        }
    }
}
