package io.gantry.kit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every host does for tasks with networks of their own. Run by the fake and by the Linux adapter. */
public abstract class TaskNetworkContract {
    /** The network under test. */
    protected abstract TaskNetwork network();

    /** The same host, used by the next process of the same node. */
    protected abstract TaskNetwork restarted();

    /** A process with a network namespace of its own. */
    protected abstract int namespace();

    /** Ends a process, and its namespace with it. */
    protected abstract void end(int pid);

    /** Whether the host reaches {@code address} in a task's namespace. */
    protected abstract boolean reachable(String address);

    /** Text like {@code 10.90}: the first half of addresses that nobody else uses on this host. */
    protected abstract String net();

    /** The connection of the {@code number}th interface in the {@code vpc}th VPC. */
    protected Connection connection(int vpc, int number) {
        String half = net();
        return new Connection(
                "eni-" + vpc + "-" + number,
                String.format("0a:58:00:00:%02x:%02x", vpc, number),
                half + "." + (16 * vpc + 1) + "." + (number + 3),
                half + "." + (16 * vpc + 1) + ".1/24",
                "vpc-" + half + "-" + vpc,
                List.of(half + "." + 16 * vpc + ".0/20"));
    }

    @Test
    void connectsAndDisconnects() {
        Connection one = connection(1, 1);
        Connection two = connection(1, 2);

        network().connect(namespace(), one);
        network().connect(namespace(), two);
        assertThat(reachable(one.address())).isTrue();
        assertThat(reachable(two.address())).isTrue();

        network().disconnect(one);
        assertThat(reachable(one.address())).isFalse();
        assertThat(reachable(two.address())).isTrue();
    }

    @Test
    void everyCallMayBeRepeated() {
        Connection one = connection(1, 1);
        int pid = namespace();

        network().disconnect(one);
        network().connect(pid, one);
        network().connect(pid, one);
        assertThat(reachable(one.address())).isTrue();

        network().disconnect(one);
        network().disconnect(one);
        assertThat(reachable(one.address())).isFalse();
    }

    @Test
    void anAddressIsOneTasks() {
        Connection one = connection(1, 1);
        Connection thief = new Connection(
                "eni-thief", "0a:58:00:00:09:09", one.address(), one.gateway(), one.vpcId(), one.vpcRanges());
        network().connect(namespace(), one);
        int other = namespace();

        assertThatThrownBy(() -> network().connect(other, thief))
                .isInstanceOf(NetworkFailure.class)
                .hasMessageContaining(one.address())
                .hasMessageContaining("in use");
        network().disconnect(thief);
        assertThat(reachable(one.address())).isTrue();
    }

    @Test
    void aProcessThatHasEndedCannotBeConnected() {
        int pid = namespace();
        end(pid);

        assertThatThrownBy(() -> network().connect(pid, connection(1, 1))).isInstanceOf(NetworkFailure.class);
        assertThat(reachable(connection(1, 1).address())).isFalse();
    }

    @Test
    void whatALostNamespaceLeftIsMadeAnew() {
        Connection one = connection(1, 1);
        int first = namespace();
        network().connect(first, one);
        end(first);
        assertThat(reachable(one.address())).isFalse();

        network().connect(namespace(), one);

        assertThat(reachable(one.address())).isTrue();
    }

    @Test
    void connectionsOutliveTheProcessThatMadeThemAndLeftoversAreSwept() {
        Connection owned = connection(1, 1);
        Connection leftover = connection(1, 2);
        Connection elsewhere = connection(2, 1);
        network().connect(namespace(), owned);
        network().connect(namespace(), leftover);
        network().connect(namespace(), elsewhere);

        TaskNetwork next = restarted();
        assertThat(reachable(owned.address())).isTrue();
        Connection fresh = connection(1, 3);
        next.connect(namespace(), fresh);
        next.sweep(List.of(owned));

        assertThat(reachable(owned.address())).isTrue();
        assertThat(reachable(fresh.address())).isTrue();
        assertThat(reachable(leftover.address())).isFalse();
        assertThat(reachable(elsewhere.address())).isFalse();
    }
}
