package io.gantry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void networksAreReadWithoutTheDefaultRouteAndOurOwn() throws IOException {
        Path table = Files.writeString(folder.resolve("route"), """
                Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
                eth0	00000000	0102000A	0003	0	0	0	00000000	0	0	0
                docker0	000011AC	00000000	0001	0	0	0	0000FFFF	0	0	0
                eth0	8001A8C0	00000000	0001	0	0	0	80FFFFFF	0	0	0
                *	00001FAC	00000000	0200	0	0	0	0000FFFF	0	0	0
                """);

        assertThat(new HostRoutes(table).ranges()).containsExactly("172.17.0.0/16", "192.168.1.128/25");
    }

    @Test
    void aHostWithoutSuchATableReachesNothing() {
        assertThat(new HostRoutes(folder.resolve("none")).ranges()).isEmpty();
    }
}
