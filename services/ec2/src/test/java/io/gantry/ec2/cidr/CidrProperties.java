package io.gantry.ec2.cidr;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrProperties {
    private static Cidr range(Gen gen, int shortest) {
        // Close to each other, so that ranges meet.
        return new Cidr(new Ipv4(0x0A00_0000L + gen.below(512)), gen.between(shortest, 32));
    }

    @Test
    void rangesAreTheSetsOfTheirAddresses() {
        Seeds.check(300, gen -> {
            Cidr one = range(gen, 24);
            Cidr other = range(gen, 24);
            List<Ipv4> all =
                    LongStream.range(0, one.size()).mapToObj(one::address).toList();
            assertThat(all).hasSize((int) one.size()).allMatch(one::contains);
            assertThat(all.getLast()).isEqualTo(one.last());
            assertThat(one.overlaps(other)).isEqualTo(all.stream().anyMatch(other::contains));
            assertThat(other.contains(one)).isEqualTo(all.stream().allMatch(other::contains));
            assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
            Ipv4 address = gen.oneOf(all);
            assertThat(one.address(one.offsetOf(address))).isEqualTo(address);
        });
    }

    @Test
    void partsCutARangeWithoutGapOrOverlap() {
        Seeds.check(100, gen -> {
            Cidr whole = range(gen, 20);
            int length = gen.between(whole.prefixLength(), Math.min(32, whole.prefixLength() + 6));
            int count = 1 << (length - whole.prefixLength());
            Ipv4 next = whole.first();
            for (int i = 0; i < count; i++) {
                Cidr part = whole.part(length, i);
                assertThat(part.first()).isEqualTo(next);
                assertThat(whole.contains(part)).isTrue();
                next = i == count - 1 ? next : part.last().plus(1);
            }
            assertThat(whole.part(length, count - 1).last()).isEqualTo(whole.last());
        });
    }

    @Test
    void textIsReadAsItIsWritten() {
        Seeds.check(300, gen -> {
            Cidr range = new Cidr(new Ipv4(gen.random().nextLong(1L << 32)), gen.below(33));
            assertThat(Cidr.parse(range.toString())).contains(range);
            assertThat(Ipv4.parse(range.last().toString())).contains(range.last());
        });
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.5/24, 10.0.0.0/24", "255.255.255.255/1, 128.0.0.0/1", "1.2.3.4/0, 0.0.0.0/0"})
    void bitsBehindThePrefixAreCleared(String written, String canonical) {
        assertThat(Cidr.of(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "256.0.0.0/8",
                "01.0.0.0/8",
                "10.0.0.0/08",
                "a.b.c.d/8",
                "10.0.0.0/8 ",
                "١٠.0.0.0/8",
                "10.0.0.0/4294967304",
                "1..2.3/8"
            })
    void whatIsNoRangeIsNone(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "::/0, ::/0",
        "2001:DB8:0:0:0:0:0:1/128, 2001:db8::1/128",
        "2001:db8:ffff::/32, 2001:db8::/32",
        "1:0:0:2:0:0:0:3/128, 1:0:0:2::3/128",
        "1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7/128",
        "::ffff:1:2/127, ::ffff:1:2/127",
        "fe80::1/10, fe80::/10"
    })
    void ipv6RangesHaveOneText(String written, String canonical) {
        assertThat(Ipv6Cidr.parse(written).orElseThrow()).hasToString(canonical);
        assertThat(Ipv6Cidr.parse(canonical).orElseThrow()).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "::",
                "::/129",
                ":::/0",
                "1::2::3/64",
                "1:2:3:4:5:6:7/64",
                "1:2:3:4:5:6:7:8:9/64",
                "12345::/16",
                "g::/16",
                "::1.2.3.4/128",
                "1:2:3:4:5:6:7::8/64",
                "::/01"
            })
    void whatIsNoIpv6RangeIsNone(String text) {
        assertThat(Ipv6Cidr.parse(text)).isEmpty();
    }
}
