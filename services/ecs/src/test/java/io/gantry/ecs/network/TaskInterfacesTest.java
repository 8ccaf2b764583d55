package io.gantry.ecs.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.FakeEc2;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done twice because nobody noted that it had been done. */
class TaskInterfacesTest {
    private static final String ATTACHMENT = "arn:aws:ecs:eu-central-1:123456789012:attachment/7";
    private static final String NETWORK = "{\"subnets\":[\"subnet-a\",\"subnet-b\"],\"securityGroups\":[\"sg-1\"]}";

    private final FakeEc2 ec2 = new FakeEc2();
    private final TaskInterfaces interfaces = new TaskInterfaces(ec2);

    private NetworkAttachment make(String zone) {
        return interfaces.make(new TaskInterfaces.Wish(
                EcsRoom.scope(), ATTACHMENT, NETWORK, Optional.of("arn:host"), Optional.of("eu-central-1" + zone)));
    }

    @Test
    void theSameInterfaceComesOfTheSameWish() {
        assertThat(make("a")).isEqualTo(make("a"));
        assertThat(ec2.made()).isEqualTo(1);
    }

    @Test
    void anInterfaceThatWasMadeElsewhereIsFoundAgain() {
        NetworkAttachment made = make("a");
        assertThat(make("b")).isEqualTo(made);
        assertThat(made.subnetId()).isEqualTo("subnet-a");
        assertThat(ec2.made()).isEqualTo(1);
    }

    @Test
    void anInterfaceIsDeletedOnceByItsId() {
        String id = make("a").networkInterfaceId();
        interfaces.delete(EcsRoom.scope(), ATTACHMENT, id);
        interfaces.delete(EcsRoom.scope(), ATTACHMENT, id);
        assertThat(ec2.interfaces()).isEmpty();
    }

    @Test
    void anInterfaceThatNobodyNotedIsDeletedToo() {
        NetworkAttachment _ = make("a");
        interfaces.delete(EcsRoom.scope(), ATTACHMENT, "");
        interfaces.delete(EcsRoom.scope(), ATTACHMENT, "");
        assertThat(ec2.interfaces()).isEmpty();
    }
}
