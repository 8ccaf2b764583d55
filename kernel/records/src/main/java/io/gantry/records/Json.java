package io.gantry.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The mapper for our own records, configured once. */
public final class Json {
    private static final JsonSetter.Value EMPTY_WHEN_ABSENT = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    /**
     * Leaves out empty values, ignores unknown members, writes instants as ISO 8601 text. Map keys may have any length: what
     * could be written must be readable.
     */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_DEFAULT)
                    .withContentInclusion(JsonInclude.Include.ALWAYS))
            .withConfigOverride(String.class, override -> override.setNullHandling(EMPTY_WHEN_ABSENT))
            .withConfigOverride(List.class, override -> override.setNullHandling(EMPTY_WHEN_ABSENT))
            .withConfigOverride(Set.class, override -> override.setNullHandling(EMPTY_WHEN_ABSENT))
            .withConfigOverride(Map.class, override -> override.setNullHandling(EMPTY_WHEN_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final ClassValue<Set<String>> KNOWN = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(c -> c.getName())
                    .collect(Collectors.toUnmodifiableSet());
        }
    };

    private Json() {}

    static boolean isKnown(Class<?> type, String member) {
        return KNOWN.get(type).contains(member);
    }
}
