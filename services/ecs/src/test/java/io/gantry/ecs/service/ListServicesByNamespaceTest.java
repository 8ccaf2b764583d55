package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ListServicesByNamespaceRequest;

/** The listing that no service is in as yet. */
class ListServicesByNamespaceTest {
    private final EcsRoom room = new EcsRoom();

    private List<String> list(ListServicesByNamespaceRequest.Builder in) {
        return room.call(EcsApi.LIST_SERVICES_BY_NAMESPACE, in.build()).serviceArns();
    }

    private static ListServicesByNamespaceRequest.Builder in(String namespace) {
        return ListServicesByNamespaceRequest.builder().namespace(namespace);
    }

    private static String arn(String region) {
        return "arn:aws:servicediscovery:" + region + ":" + EcsRoom.ACCOUNT + ":namespace/ns-abcdef";
    }

    @Test
    void aNamespaceIsNamedByNameOrArn() {
        assertThat(list(in("shop.local"))).isEmpty();
        assertThat(list(in(arn(EcsRoom.REGION)))).isEmpty();
    }

    @Test
    void badNamesTokensAndPageSizesAreRefused() {
        for (ListServicesByNamespaceRequest.Builder bad : List.of(
                in(" "),
                in(arn("us-east-1")),
                in(EcsRoom.ARN + "cluster/default"),
                in("shop").maxResults(0),
                in("shop").maxResults(101),
                in("shop").nextToken("made up"))) {
            assertThatThrownBy(() -> list(bad))
                    .isInstanceOfSatisfying(
                            AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"));
        }
    }
}
