package io.gantry.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.policy.Decision;
import io.gantry.policy.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's words for each sort of refusal. */
class DenialTest {
    private static final String ANN = "arn:aws:iam::111122223333:user/ann";
    private static final String START = "User: " + ANN + " is not authorized to perform: ecs:StopTask on resource: ";

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, no identity-based policy",
        "BOUNDARY, no permissions boundary",
        "SESSION, no session policy",
        "RESOURCE, no resource-based policy"
    })
    void nobodyAllows(Layer layer, String because) {
        assertThat(told("arn:x", new Decision.ImplicitDeny(layer)))
                .isEqualTo(START + "arn:x because " + because + " allows the ecs:StopTask action");
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY, inline, an identity-based policy",
        "IDENTITY, arn:aws:iam::111122223333:policy/p, an identity-based policy: arn:aws:iam::111122223333:policy/p",
        "BOUNDARY, arn:aws:iam::111122223333:policy/p, a permissions boundary: arn:aws:iam::111122223333:policy/p",
        "SESSION, session, a session policy",
        "RESOURCE, arn:aws:s3:::b, a resource-based policy"
    })
    void somebodyDenies(Layer layer, String policy, String in) {
        Decision denied = new Decision.ExplicitDeny(new Decision.Matched(layer, policy, "1"));
        assertThat(told("arn:x", denied)).isEqualTo(START + "arn:x with an explicit deny in " + in);
    }

    @Test
    void aLongNameIsNotSentBackWhole() {
        String told = told("x".repeat(100_000), new Decision.ImplicitDeny(Layer.IDENTITY));
        assertThat(told)
                .hasSizeLessThan(3_000)
                .endsWith("... because no identity-based policy allows the ecs:StopTask action");
    }

    private static String told(String resource, Decision decision) {
        AwsError error = Denial.of(ANN, Access.of("ecs:StopTask", resource), decision);
        assertThat(error.code()).isEqualTo("AccessDeniedException");
        return error.message();
    }
}
