package io.gantry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.network.linux.Underlay;
import io.gantry.settings.SettingsException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where other hosts are told to reach this one. */
final class NetworkAddressTest {
    private static final URI HERE = URI.create("http://127.0.0.1:4566");

    @Test
    void anAddressAPortOrBothMayBeGiven() {
        assertThat(NetworkAddress.parse("")).isEqualTo(new NetworkAddress(true, "", 4789));
        assertThat(NetworkAddress.parse("10.0.0.5")).isEqualTo(new NetworkAddress(true, "10.0.0.5", 4789));
        assertThat(NetworkAddress.parse("10.0.0.5:4790")).isEqualTo(new NetworkAddress(true, "10.0.0.5", 4790));
        assertThat(NetworkAddress.parse(":4790")).isEqualTo(new NetworkAddress(true, "", 4790));
        assertThat(NetworkAddress.parse("none").now(HERE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "10.0.0.5:0", "10.0.0.5:70000", "10.0.0", "[::1]:4789"})
    void whatIsNoAddressIsRefusedByName(String text) {
        assertThatThrownBy(() -> NetworkAddress.parse(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("node.network-address");
    }

    @Test
    void aHostThatHasTheServerOnItsLoopbackIsAlone() {
        assertThat(NetworkAddress.parse("").now(HERE)).isEmpty();
    }

    @Test
    void anAddressMustBeThisHostsOwn() throws SocketException {
        Optional<Inet4Address> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();

        assertThat(NetworkAddress.parse("192.0.2.77").now(HERE)).isEmpty();
        own.ifPresent(address -> assertThat(
                        NetworkAddress.parse(address.getHostAddress() + ":4790").now(HERE))
                .get()
                .satisfies(here -> assertThat(here.endpoint()).isEqualTo(address.getHostAddress() + ":4790"))
                .extracting(Underlay::mtu)
                .isNotEqualTo(0));
    }
}
