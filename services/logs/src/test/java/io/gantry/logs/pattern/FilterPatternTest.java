package io.gantry.logs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Patterns as AWS's guide explains them. */
final class FilterPatternTest {
    private static final String ACCESS =
            "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";
    private static final String EVENT = """
            {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another value"],
             "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "cluster.name": "c",
             "ThisFlag": true, "latency": 500.5, "code": "400", "users": [1, 2, 3]}""";

    private static void matches(String pattern, String line) {
        assertThat(FilterPattern.parse(pattern).matches(line)).as(pattern).isTrue();
    }

    private static void differs(String pattern, String line) {
        assertThat(FilterPattern.parse(pattern).matches(line)).as(pattern).isFalse();
    }

    private static void refused(String pattern, String why) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .as(pattern)
                .isInstanceOfSatisfying(AwsError.class, error -> {
                    assertThat(error.code()).isEqualTo("InvalidParameterException");
                    assertThat(error.message()).contains(why);
                });
    }

    @Test
    void termsMustAllBeThere() {
        matches("", "anything");
        matches("\"\"", "anything");
        matches("ERROR", "[ERROR 400] BAD REQUEST");
        matches("ERROR", "Exiting with ERRORCODE: -1");
        differs("ERROR", "[error] in another case");
        matches("ERROR REQUEST", "[ERROR 400] BAD REQUEST");
        differs("ERROR MISSING", "[ERROR 400] BAD REQUEST");
        matches("\"BAD REQUEST\" ERROR", "[ERROR 400] BAD REQUEST");
        differs("\"BAD  REQUEST\"", "[ERROR 400] BAD REQUEST");
        matches("\"say \\\"hi\\\"\"", "they say \"hi\" all day");
        matches("größer", "immer größer");
    }

    @Test
    void termsMayBeExcludedOrOptional() {
        matches("ERROR -Exiting", "ERROR here");
        differs("ERROR -Exiting", "Exiting with ERRORCODE: -1");
        matches("-ERROR", "all is well");
        differs("-\"BAD REQUEST\"", "[ERROR 400] BAD REQUEST");
        matches("?ERROR ?WARN", "WARN message");
        differs("?ERROR ?WARN", "INFO message");
        matches("?ERROR INFO", "INFO message");
    }

    @Test
    void regularExpressionsStandAloneOrBesideTerms() {
        matches("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST");
        matches("%4[0-9]{2}%", "status 404");
        differs("%^[hc]at%", "that");
        matches("%\\d{1,3}\\.\\d{1,3}%", "from 10.0");
        matches("ERROR -%4\\d\\d%", "ERROR 500");
        differs("ERROR -%4\\d\\d%", "ERROR 404");
        refused("%something!%", "'!' is not supported");
        refused("%(a|b)%", "'(' is not supported");
        refused("%[a%", "broken");
        refused("%a", "closing %");
        refused("%a% %b% %c%", "at most 2");
        refused("%\\p%", "\\p is not supported");
    }

    @Test
    void badTermsAreRefusedByName() {
        refused("2018-01-01", "Invalid character(s) in term '2018-01-01'");
        refused("\"open", "missing");
        refused("a ?", "a term is missing");
    }

    @Test
    void selectorsReachIntoJson() {
        matches("{ $.eventType = \"UpdateTrail\" }", EVENT);
        matches("{$.eventType=Update*}", EVENT);
        matches("{ $.eventType = *Trail }", EVENT);
        differs("{ $.eventType = Upd*ail }", EVENT);
        matches("{ $.sourceIPAddress != 123.123.* }", EVENT);
        matches("{ $.arrayKey[0] = \"value\" }", EVENT);
        matches("{ $.arrayKey[*] = \"another value\" }", EVENT);
        matches("{ $.objectList[1].id = 2 }", EVENT);
        matches("{ $.*[1].id = 2 }", EVENT);
        differs("{ $.objectList[2].id = 2 }", EVENT);
        matches("{ $.['cluster.name'] = c }", EVENT);
        matches("{ $.latency = * }", EVENT);
        differs("{ $.missing = * }", EVENT);
        matches("{ $.eventType = %^Upd% }", EVENT);
        differs("{ $.eventType = UpdateTrail }", "no json");
        differs("{ $.a = b }", "{ \"a\": \"b\" ");
    }

    @Test
    void jsonKnowsKindsAndNumbers() {
        matches("{ $.SomeObject IS NULL }", EVENT);
        differs("{ $.SomeOther IS NULL }", EVENT);
        matches("{ $.SomeOther NOT EXISTS }", EVENT);
        differs("{ $.SomeObject NOT EXISTS }", EVENT);
        matches("{ $.ThisFlag is true }", EVENT);
        differs("{ $.ThisFlag IS FALSE }", EVENT);
        matches("{ $.latency >= 500.5 }", EVENT);
        differs("{ $.latency > 500.5 }", EVENT);
        matches("{ $.latency < 10e3 }", EVENT);
        matches("{ $.code = 400 }", EVENT);
        differs("{ $.users = 1 }", EVENT);
        differs("{ $.users != 1 }", EVENT);
        refused("{ $.a > abc }", "compares with a number");
    }

    @Test
    void jsonConditionsCombine() {
        String line =
                "{\"user\": {\"id\": 1, \"email\": \"J@example.com\"}, \"actions\": [\"GET\", \"PUT\", \"DELETE\"],"
                        + " \"coordinates\": [[0, 1, 2], [4, 5, 6]]}";
        matches("{ ($.user.id = 1) && ($.actions[0] = \"GET\") }", line);
        differs("{ ($.user.id = 2 && $.actions[0] = \"GET\") || $.actions[2] = \"GET\" }", line);
        matches("{ $.user.email = \"J@example.com\" || $.coordinates[0][1] = none && $.actions[2] = none }", line);
        differs("{ ($.user.email = \"J@example.com\" || $.coordinates[0][1] = none) && $.actions[2] = none }", line);
        refused("{ $.a = 1", "\"}\" is missing");
        refused("{ $.a }", "an operator is missing");
        refused("{ $.a = 1 } x", "something follows");
        refused("{ a = 1 }", "\"$\" is expected");
        refused("{ $.a IS ODD }", "NULL, TRUE or FALSE");
    }

    @Test
    void fieldsAreSeparatedBySpaces() {
        matches("[ip, user, name, time, request, status, bytes]", ACCESS);
        differs("[ip, user, name, time, request, status]", ACCESS);
        matches("[ip, user, name, time, request, status = 4*, bytes > 1000]", ACCESS);
        matches("[..., status = 4* && status != 403, bytes]", ACCESS);
        differs("[..., status = 4* && status != 404, bytes]", ACCESS);
        matches("[ip = 10.* || ip = 127.*, ...]", ACCESS);
        matches("[..., request = *html*, status, bytes]", ACCESS);
        matches("[ip=%127\\.0\\.0\\.[1-9]%, ...]", ACCESS);
        differs("[a, b, ..., c]", "one two");
        refused("[a, ..., b, ...]", "at most one ellipsis");
        refused("[a = 1 && b = 2]", "compared in its own place");
        refused("[a", "\"]\" is missing");
        refused("[a > x]", "compares with a number");
    }

    @Test
    void valuesAreTakenOutOfMatches() {
        assertThat(FilterPattern.parse("[..., request=*.html*, status_code=4*,]")
                        .extract(ACCESS))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "$1", "127.0.0.1",
                        "$2", "-",
                        "$3", "frank",
                        "$4", "10/Oct/2000:13:25:15 -0700",
                        "$request", "GET /index.html HTTP/1.0",
                        "$status_code", "404",
                        "$7", "1534"));
        assertThat(FilterPattern.parse("{ $.latency > 1 && $.eventType = U* }").extract(EVENT))
                .isEqualTo(Map.of("$.latency", "500.5", "$.eventType", "UpdateTrail"));
        assertThat(FilterPattern.parse("ERROR").extract("ERROR")).isEmpty();
    }
}
