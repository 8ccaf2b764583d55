package io.gantry.logs.metricfilter;

import io.gantry.logs.pattern.FilterPattern;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilterMatchRecord;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterResponse;

/** Tells which of some lines a pattern matches, and what it takes out of them. */
public final class TestMetricFilter implements Operation<TestMetricFilterRequest, TestMetricFilterResponse> {
    @Override
    public TestMetricFilterResponse call(TestMetricFilterRequest in, CallContext call) {
        FilterPattern pattern = FilterPattern.parse(in.filterPattern());
        List<MetricFilterMatchRecord> matches = new ArrayList<>();
        for (int i = 0; i < in.logEventMessages().size(); i++) {
            String message = in.logEventMessages().get(i);
            if (pattern.matches(message)) {
                matches.add(MetricFilterMatchRecord.builder()
                        .eventNumber(i + 1L)
                        .eventMessage(message)
                        .extractedValues(pattern.extract(message))
                        .build());
            }
        }
        return TestMetricFilterResponse.builder().matches(matches).build();
    }
}
