package io.gantry.ecs.taskdefinition.rule;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** What the network modes leave to a container: links, host names, name servers. */
final class NetworkRule implements Rule {
    @Override
    public void check(Draft draft) {
        String mode = draft.networkMode();
        for (ContainerDefinition container : draft.containers()) {
            if (!container.links().isEmpty() && !mode.equals("bridge")) {
                throw Refusal.because("Links are not supported when networkMode=" + mode + ".");
            }
            for (String link : container.links()) {
                checkLink(draft, container, link);
            }
            if (mode.equals("awsvpc")) {
                refuse("hostname", container, container.hostname() != null);
                refuse("dnsServers", container, !container.dnsServers().isEmpty());
                refuse(
                        "dnsSearchDomains",
                        container,
                        !container.dnsSearchDomains().isEmpty());
                refuse("extraHosts", container, !container.extraHosts().isEmpty());
            }
            if (Boolean.TRUE.equals(container.disableNetworking())
                    && !container.portMappings().isEmpty()) {
                throw Refusal.setting(
                        "disableNetworking", container, "A container without networking can't have portMappings.");
            }
            checkServers(container, container.dnsServers());
        }
    }

    private static void checkLink(Draft draft, ContainerDefinition container, String link) {
        String[] parts = link.split(":", 2);
        if (parts[0].isEmpty() || (parts.length == 2 && parts[1].isEmpty())) {
            throw Refusal.setting("links", container, "A link is 'name' or 'name:internalName', not '" + link + "'.");
        }
        if (parts[0].equals(container.name())) {
            throw Refusal.setting("links", container, "A container can't be linked to itself.");
        }
        if (draft.container(parts[0]).isEmpty()) {
            throw Refusal.because("Invalid 'links' setting. Unknown container: '" + parts[0] + "'.");
        }
    }

    private static void refuse(String setting, ContainerDefinition container, boolean present) {
        if (present) {
            throw Refusal.setting(setting, container, "It is not supported when networkMode=awsvpc.");
        }
    }

    private static void checkServers(ContainerDefinition container, List<String> servers) {
        for (String server : servers) {
            if (!server.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
                throw Refusal.setting("dnsServers", container, "An IP address is expected, not '" + server + "'.");
            }
        }
    }
}
