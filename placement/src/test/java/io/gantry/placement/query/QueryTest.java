package io.gantry.placement.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    private static final Facts HOST = new Facts(
            true,
            "1.105.0",
            Map.of("ecs.instance-type", "t2.small", "ecs.availability-zone", "us-east-1a", "rack", "9", "flag", ""),
            "i-abcd1234",
            Instant.parse("2018-02-18T22:28:28Z"),
            3,
            Set.of("service:production", "family:jobs"));

    /** AWS's own examples, and one for each operator in both spellings. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            attribute:ecs.instance-type == t2.small ; true
            attribute:ecs.instance-type equals t2.small ; true
            attribute:ecs.instance-type == t2.large ; false
            attribute:ecs.availability-zone in [us-east-1a, us-east-1b] ; true
            attribute:ecs.availability-zone !in [us-east-1a,us-east-1b] ; false
            attribute:ecs.instance-type in [g2.2xlarge, g2.8xlarge] and attribute:ecs.availability-zone != us-east-1d ; false
            attribute:ecs.instance-type in [t2.small, g2.8xlarge] and attribute:ecs.availability-zone != us-east-1d ; true
            task:group == service:production ; true
            not(task:group == database) ; true
            not(task:group == family:jobs) ; false
            runningTasksCount == 1 ; false
            runningTasksCount >= 3 ; true
            agentVersion < 1.14.5 ; false
            agentVersion > 1.20.0 ; true
            agentVersion less_than_equal 1.105.0 ; true
            registeredAt < 2018-02-18T22:28:29+00:00 ; true
            registeredAt == 2018-02-18T23:28:28+01:00 ; true
            ec2InstanceId in ['i-abcd1234', "i-wxyx7890"] ; true
            agentConnected == true ; true
            attribute:ecs.instance-type =~ t2.* ; true
            attribute:ecs.instance-type matches t2 ; false
            attribute:ecs.instance-type !~ 'g(2|3)[.].*' ; true
            attribute:rack exists ; true
            attribute:flag exists ; true
            attribute:cage exists ; false
            attribute:cage !exists ; true
            attribute:cage not_exists ; true
            attribute:cage == 1 ; false
            attribute:cage != 1 ; true
            attribute:cage < 1 ; false
            attribute:rack < 10 ; true
            attribute:rack greater_than 10 ; false
            attribute:rack == 9 or attribute:rack == 8 and attribute:cage exists ; true
            (attribute:rack == 9 or attribute:rack == 8) and attribute:cage exists ; false
            !(attribute:rack == 9) || attribute:cage !exists && agentConnected equals true ; true
            not not attribute:rack == 9 ; true
            ATTRIBUTE:rack == 9 AND attribute:rack EXISTS ;
            """)
    void holds(String text, String answer) {
        Parsed parsed = Query.parse(text);
        if (answer == null) {
            assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        } else {
            assertThat(parsed)
                    .isInstanceOfSatisfying(
                            Parsed.Valid.class,
                            valid -> assertThat(valid.query().holds(HOST)).isEqualTo(Boolean.parseBoolean(answer)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            attribute:a = b ; 13 ; '=' stands where one of these is expected: !=
            attribute:a ; 12 ; The expression ends where one of these is expected
            attribute:a == ; 15 ; The expression ends where one of these is expected: a quoted text a word.
            attribute:a == b attribute:c == d ; 18 ; 'attribute:c' stands where one of these is expected: and or the end.
            (attribute:a == b ; 18 ; The expression ends where one of these is expected: ')' and or.
            attribute:a in b ; 16 ; 'b' stands where one of these is expected: '['.
            attribute:a in [] ; 17 ; ']' stands where
            colour == red ; 1 ; 'colour' is no subject. Subjects are agentConnected
            attribute:a == b and attribute: == c ; 22 ; 'attribute:' is no subject.
            runningTasksCount > many ; 21 ; runningTasksCount is a whole number, not 'many'.
            registeredAt < yesterday ; 16 ; registeredAt is a moment such as
            agentConnected == yes ; 19 ; agentConnected is true or false, not 'yes'.
            agentVersion < new ; 16 ; agentVersion is a version such as
            attribute:a =~ '(' ; 16 ; '(' is no regular expression: Unclosed group.
            attribute:a == "b ; 16 ; '"' stands where
            attribute:é == b ; 11 ; 'é' stands where
            """)
    void complaintsNameTheColumn(String text, int column, String why) {
        assertThat(Query.parse(text)).isInstanceOfSatisfying(Parsed.Invalid.class, invalid -> {
            assertThat(invalid.why()).contains(why);
            assertThat(invalid.column()).isEqualTo(column);
        });
    }

    @Test
    void boundsAreKept() {
        assertThat(Query.parse(" ")).isEqualTo(new Parsed.Invalid("The expression is empty.", 1));
        String long2000 = "attribute:a == " + "b".repeat(2_000 - 15);
        assertThat(Query.parse(long2000)).isInstanceOf(Parsed.Valid.class);
        assertThat(Query.parse(long2000 + "b")).isInstanceOf(Parsed.Invalid.class);
        assertThat(Query.parse("(".repeat(1_000) + "agentConnected == true" + ")".repeat(900)))
                .isInstanceOf(Parsed.Invalid.class);
        assertThat(Query.parse("(".repeat(100) + "agentConnected == true" + ")".repeat(100)))
                .isInstanceOf(Parsed.Valid.class);
        assertThat(Query.parse("!".repeat(1_900) + "(agentConnected == true)")).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void anEndlessExpressionEnds() {
        Facts host = Facts.of(true, Map.of("a", "a".repeat(128)));
        Query slow = ((Parsed.Valid) Query.parse("attribute:a =~ '(a+)+b'")).query();
        assertThat(slow.holds(host)).isFalse();
    }

    @Test
    void onlySomeAskAboutTasks() {
        assertThat(((Parsed.Valid) Query.parse("attribute:a exists or not task:group == x"))
                        .query()
                        .asksAboutTasks())
                .isTrue();
        assertThat(((Parsed.Valid) Query.parse("attribute:a exists")).query().asksAboutTasks())
                .isFalse();
    }
}
