package io.gantry.iam.policy;

import io.gantry.iam.resource.EntityIds;
import io.gantry.records.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The policies that AWS manages and users of ECS attach, as data beside this class. They say what AWS's say of the services
 * that are here; {@code ReadOnlyAccess} and its like are shortened to those.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS: managed policies</a>
 */
public final class AwsManaged {
    private static final String RESOURCE = "aws-managed-policies.json";
    private static final Map<String, ManagedPolicy> ALL = read();

    private AwsManaged() {}

    /** The policy with this ARN. */
    public static Optional<ManagedPolicy> find(String policyArn) {
        return Optional.ofNullable(ALL.get(policyArn));
    }

    /** All of them, by ARN. */
    public static Collection<ManagedPolicy> all() {
        return ALL.values();
    }

    private static Map<String, ManagedPolicy> read() {
        try (InputStream in = AwsManaged.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            Map<String, ManagedPolicy> all = new LinkedHashMap<>();
            for (JsonNode entry : Json.MAPPER.readTree(in.readAllBytes())) {
                ManagedPolicy policy = policy(entry);
                all.put(policy.arn(), policy);
            }
            return Collections.unmodifiableMap(all);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ManagedPolicy policy(JsonNode entry) {
        String name = entry.get("name").asString();
        Instant created = Instant.parse(entry.get("created").asString());
        int version = entry.get("version").asInt();
        String versionId = "v" + version;
        return new ManagedPolicy(
                ManagedPolicy.AWS,
                name,
                EntityIds.idOf("ANPA", name),
                entry.get("path").asString(),
                entry.get("description").asString(),
                created,
                created,
                List.of(new PolicyVersion(versionId, entry.get("document").toPrettyString(), created)),
                versionId,
                version,
                Map.of());
    }
}
