package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.port.PrivateNames;
import io.gantry.agent.node.port.PrivateNames.Answer;
import io.gantry.agent.node.port.PrivateNames.Asker;
import io.gantry.agent.node.port.PrivateNames.Query;
import io.gantry.agent.node.port.PrivateNames.RecordType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a resolver relies on with every source of private names. */
public abstract class PrivateNamesContract {
    /** Who may ask for {@link #known}. */
    protected static final Asker MEMBER = new Asker("vpc-1", List.of("10.0.0.0/16"));

    /** Of another VPC. */
    protected static final Asker STRANGER = new Asker("vpc-2", List.of("192.168.0.0/16"));

    /** The source under test. */
    protected abstract PrivateNames names();

    /** A name with an IPv4 address and nothing else. */
    protected abstract String known();

    /** A name in the same zone that nobody has. */
    protected abstract String unknown();

    private Optional<Answer> ask(Asker asker, String name, RecordType type) {
        return names().find(asker, new Query(name.toLowerCase(Locale.ROOT), type));
    }

    @Test
    void aNameHasItsRecordsAndSaysHowLongTheyHold() {
        Answer answer = ask(MEMBER, known(), RecordType.A).orElseThrow();

        assertThat(answer.exists()).isTrue();
        assertThat(answer.records()).isNotEmpty();
        assertThat(answer.ttlSeconds()).isPositive();
        assertThat(known()).endsWith("." + answer.zone());
    }

    @Test
    void aNameThatIsThereHasNoneOfOtherTypesAndIsThereAllTheSame() {
        for (RecordType type : List.of(RecordType.AAAA, RecordType.PTR, RecordType.SRV, RecordType.OTHER)) {
            Answer answer = ask(MEMBER, known(), type).orElseThrow();
            assertThat(answer.exists()).isTrue();
            assertThat(answer.records()).isEmpty();
        }
    }

    @Test
    void aNameThatNobodyHasIsNotAskedOfTheOutside() {
        Answer answer = ask(MEMBER, unknown(), RecordType.A).orElseThrow();

        assertThat(answer.exists()).isFalse();
        assertThat(answer.records()).isEmpty();
    }

    @Test
    void namesOfOtherZonesAreNotItsOwn() {
        assertThat(ask(MEMBER, "example.com", RecordType.A)).isEmpty();
        assertThat(ask(MEMBER, "x" + known().substring(known().indexOf('.') + 1), RecordType.A))
                .isEmpty();
        assertThat(ask(MEMBER, "", RecordType.A)).isEmpty();
    }

    @Test
    void anotherVpcHasNoneOfIt() {
        assertThat(ask(STRANGER, known(), RecordType.A)
                        .filter(answer -> !answer.records().isEmpty()))
                .isEmpty();
    }
}
