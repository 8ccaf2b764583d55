package io.gantry.wire.sigv4;

import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Parameters;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SignatureRefused.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request says about its own signature.
 *
 * @param key the access key and scope
 * @param signedHeaders the signed fields, in lower case, as listed
 * @param signature in hexadecimal
 * @param amzDate the request's date as it is signed
 * @param date the same as an instant
 * @param token the session token, if any
 * @param expiresSeconds how long it may be used; present for presigned requests
 */
record Authorization(
        Scope.WithKey key,
        List<String> signedHeaders,
        String signature,
        String amzDate,
        Instant date,
        Optional<String> token,
        Optional<Long> expiresSeconds) {

    /** A week: AWS's longest for a presigned request. */
    private static final long MOST_SECONDS = 604_800;

    /** Reads the header form or the presigned form. */
    static Authorization of(Request request) {
        String header = request.headers().firstOrEmpty("authorization");
        if (!header.isEmpty()) {
            return ofHeader(request.headers(), header.strip());
        }
        if (request.query().contains("X-Amz-Algorithm=") || request.query().contains("X-Amz-Signature=")) {
            return ofQuery(request);
        }
        throw new SignatureRefused(Reason.MISSING, "Missing Authentication Token");
    }

    private static Authorization ofHeader(Headers headers, String header) {
        if (!header.startsWith(CanonicalRequest.ALGORITHM)) {
            throw new SignatureRefused(Reason.INCOMPLETE, "Unsupported AWS 'algorithm' in the Authorization header.");
        }
        String credential = "";
        String signed = "";
        String signature = "";
        for (String part : header.substring(CanonicalRequest.ALGORITHM.length()).split(",", -1)) {
            String trimmed = part.strip();
            if (trimmed.startsWith("Credential=")) {
                credential = trimmed.substring("Credential=".length());
            } else if (trimmed.startsWith("SignedHeaders=")) {
                signed = trimmed.substring("SignedHeaders=".length());
            } else if (trimmed.startsWith("Signature=")) {
                signature = trimmed.substring("Signature=".length());
            }
        }
        StringBuilder missing = new StringBuilder();
        missing.append(credential.isEmpty() ? "Authorization header requires 'Credential' parameter. " : "");
        missing.append(signature.isEmpty() ? "Authorization header requires 'Signature' parameter. " : "");
        missing.append(signed.isEmpty() ? "Authorization header requires 'SignedHeaders' parameter. " : "");
        String amzDate = headers.firstOrEmpty("x-amz-date");
        Instant date = Instant.EPOCH;
        if (amzDate.isEmpty()) {
            String plain = headers.firstOrEmpty("date");
            if (plain.isEmpty()) {
                missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
            } else {
                date = httpDate(plain);
                amzDate = AmzDate.format(date);
            }
        } else {
            date = amzDate(amzDate);
        }
        if (!missing.isEmpty()) {
            throw new SignatureRefused(Reason.INCOMPLETE, missing.toString().strip());
        }
        return new Authorization(
                scope(credential),
                names(signed),
                signature,
                amzDate,
                date,
                headers.first("x-amz-security-token"),
                Optional.empty());
    }

    private static Authorization ofQuery(Request request) {
        Parameters query = Parameters.parse(request.query())
                .orElseThrow(() -> new SignatureRefused(Reason.INCOMPLETE, "The query string is malformed."));
        for (String name : List.of(
                "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature")) {
            if (query.first(name).orElse("").isEmpty()) {
                throw new SignatureRefused(
                        Reason.INCOMPLETE, "AWS query-string parameters must include '" + name + "'.");
            }
        }
        if (!query.first("X-Amz-Algorithm").orElse("").equals(CanonicalRequest.ALGORITHM)) {
            throw new SignatureRefused(Reason.INCOMPLETE, "Unsupported AWS 'algorithm' in the query string.");
        }
        String amzDate = query.first("X-Amz-Date").orElse("");
        return new Authorization(
                scope(query.first("X-Amz-Credential").orElse("")),
                names(query.first("X-Amz-SignedHeaders").orElse("")),
                query.first("X-Amz-Signature").orElse(""),
                amzDate,
                amzDate(amzDate),
                query.first("X-Amz-Security-Token").or(() -> request.headers().first("x-amz-security-token")),
                Optional.of(expires(query)));
    }

    /** Without the parameter a presigned request lives as long as a signed one: the allowed skew. */
    private static long expires(Parameters query) {
        Optional<String> text = query.first("X-Amz-Expires");
        if (text.isEmpty()) {
            return io.gantry.base.Limits.CLOCK_SKEW.toSeconds();
        }
        try {
            long seconds = Long.parseLong(text.get());
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return seconds;
            }
        } catch (NumberFormatException notOne) {
            // The refusal below says it.
        }
        throw new SignatureRefused(
                Reason.INCOMPLETE, "X-Amz-Expires must be a number of seconds from 0 to " + MOST_SECONDS + ".");
    }

    private static Scope.WithKey scope(String credential) {
        return Scope.parse(credential)
                .orElseThrow(() -> new SignatureRefused(
                        Reason.INCOMPLETE,
                        "Credential must have exactly 5 slash-delimited elements, e.g."
                                + " keyid/date/region/service/aws4_request."));
    }

    private static List<String> names(String joined) {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= joined.length()) {
            int end = joined.indexOf(';', from);
            end = end < 0 ? joined.length() : end;
            names.add(joined.substring(from, end));
            from = end + 1;
        }
        return names;
    }

    private static Instant amzDate(String text) {
        return AmzDate.parse(text)
                .orElseThrow(() -> new SignatureRefused(
                        Reason.INCOMPLETE, "Date must be in ISO-8601 'basic format'. See ISO-8601."));
    }

    private static Instant httpDate(String text) {
        Optional<Instant> basic = AmzDate.parse(text);
        if (basic.isPresent()) {
            return basic.get();
        }
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            throw new SignatureRefused(Reason.INCOMPLETE, "The Date header cannot be read.");
        }
    }
}
