package io.gantry.ecs.taskdefinition.rule;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ProxyConfiguration;

/**
 * The App Mesh proxy.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProxyConfiguration.html">AWS:
 *     ProxyConfiguration</a>
 */
final class ProxyRule implements Rule {
    @Override
    public void check(Draft draft) {
        ProxyConfiguration proxy = draft.request().proxyConfiguration();
        if (proxy == null) {
            return;
        }
        if (!draft.networkMode().equals("awsvpc")) {
            throw Refusal.because("A proxyConfiguration requires networkMode=awsvpc.");
        }
        if (draft.container(proxy.containerName()).isEmpty()) {
            throw Refusal.because(
                    "Invalid 'proxyConfiguration' setting. Unknown container: '" + proxy.containerName() + "'.");
        }
        Map<String, String> properties = proxy.properties().stream()
                .filter(pair -> pair.name() != null && pair.value() != null)
                .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value, (first, second) -> second));
        for (String name : List.of("AppPorts", "ProxyIngressPort", "ProxyEgressPort")) {
            if (properties.getOrDefault(name, "").isEmpty()) {
                throw Refusal.because("Invalid 'proxyConfiguration' setting. The property " + name + " is required.");
            }
        }
        if (properties.getOrDefault("IgnoredUID", "").isEmpty()
                && properties.getOrDefault("IgnoredGID", "").isEmpty()) {
            throw Refusal.because(
                    "Invalid 'proxyConfiguration' setting. One of the properties IgnoredUID and IgnoredGID is required.");
        }
    }
}
