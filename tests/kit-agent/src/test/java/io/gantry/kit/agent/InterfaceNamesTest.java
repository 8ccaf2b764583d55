package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.name.InterfaceNames;
import io.gantry.agent.node.port.PrivateNames;
import io.gantry.agent.node.port.PrivateNames.Answer;
import io.gantry.agent.node.port.PrivateNames.Content;
import io.gantry.agent.node.port.PrivateNames.Query;
import io.gantry.agent.node.port.PrivateNames.RecordType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of interfaces, in the region that has a domain of its own and in another. */
final class InterfaceNamesTest extends PrivateNamesContract {
    @Override
    protected PrivateNames names() {
        return InterfaceNames.of("us-east-1");
    }

    @Override
    protected String known() {
        return "ip-10-0-1-5.ec2.internal";
    }

    @Override
    protected String unknown() {
        return "ip-10-1-0-0.ec2.internal";
    }

    private static Optional<Answer> ask(String name, RecordType type) {
        return InterfaceNames.of("eu-west-1").find(MEMBER, new Query(name, type));
    }

    @Test
    void aNameAndItsAddressLeadToEachOther() {
        assertThat(ask("ip-10-0-1-5.eu-west-1.compute.internal", RecordType.A)
                        .orElseThrow()
                        .records())
                .isEqualTo(List.of(new Content.Address("10.0.1.5")));
        assertThat(ask("5.1.0.10.in-addr.arpa", RecordType.PTR).orElseThrow().records())
                .isEqualTo(List.of(new Content.Target("ip-10-0-1-5.eu-west-1.compute.internal")));
    }

    @Test
    void anAddressThatIsNoneOfTheVpcsIsAskedOfTheOutside() {
        assertThat(ask("1.1.168.192.in-addr.arpa", RecordType.PTR)).isEmpty();
        assertThat(ask("5.1.0.10.in-addr.arpa", RecordType.A).orElseThrow().records())
                .isEmpty();
    }

    @Test
    void theDomainItselfIsThereAndHasNoAddress() {
        Answer answer = ask("eu-west-1.compute.internal", RecordType.A).orElseThrow();
        assertThat(answer.exists()).isTrue();
        assertThat(answer.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ip-10-0-1-256", "ip-10-0-01-5", "ip-10-0-1", "ip-10-0-1-5-6", "ip-10-0-1-5x", "a.ip-10-0-1-5"})
    void whatOnlyLooksLikeAnAddressIsNobodysName(String host) {
        assertThat(ask(host + ".eu-west-1.compute.internal", RecordType.A)
                        .orElseThrow()
                        .exists())
                .isFalse();
    }
}
