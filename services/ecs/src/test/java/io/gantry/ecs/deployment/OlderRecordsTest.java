package io.gantry.ecs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.records.JsonRecordCodec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Records that were written before deployments had stages and revisions had images. */
class OlderRecordsTest {
    private static final String SCOPE = "\"scope\":{\"accountId\":\"123456789012\",\"region\":\"eu-central-1\"}";

    private static byte[] bytes(String members) {
        return ("{" + SCOPE + ",\"cluster\":\"default\",\"service\":\"web\"," + members + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDeploymentWithoutStagesOpens() {
        ServiceDeployment opened = JsonRecordCodec.of(ServiceDeployment.class).decode(bytes("""
                        "deploymentId":"d","status":"IN_PROGRESS","sources":["1"],"target":"2","configuration":"{}",\
                        "breaker":{"enabled":false},"createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z"\
                        """));
        assertThat(opened.lifecycle()).isEmpty();
        assertThat(opened.blue()).isEmpty();
        assertThat(ShiftPlan.of(opened).isStaged()).isFalse();
    }

    @Test
    void aRevisionWithoutImagesOpens() {
        ServiceRevision opened = JsonRecordCodec.of(ServiceRevision.class).decode(bytes("""
                        "number":"1","definition":"{}","createdAt":"2026-11-01T00:00:00Z"\
                        """));
        assertThat(opened.pins()).isEmpty();
    }
}
