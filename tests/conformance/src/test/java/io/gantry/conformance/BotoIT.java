package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What boto3 sees: the cases are the functions of {@code boto.py}. */
@ExtendWith(SharedGantry.class)
final class BotoIT {
    private static final Path CASES = Path.of("src/test/resources/boto.py");
    private static final Path CASES_OF_EC2 = Path.of("src/test/resources/boto_ec2.py");
    private static final Path CASES_OF_LOGS = Path.of("src/test/resources/boto_logs.py");
    private static final Path CASES_OF_IAM = Path.of("src/test/resources/boto_iam.py");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pages",
                "tags",
                "settings",
                "refusals",
                "keys",
                "tasks",
                "definitions",
                "attributes",
                "draining",
                "services",
                "staged",
                "service_pages",
                "service_refusals",
                "capacity"
            })
    void boto3_sees_what_it_sees_on_aws(String name, RunningGantry gantry) {
        run(CASES, name, gantry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_vpc", "groups", "interfaces", "tags", "instances", "absent"})
    void boto3_sees_vpcs_as_on_aws(String name, RunningGantry gantry) {
        run(CASES_OF_EC2, name, gantry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "events", "reading", "searching", "following", "absent"})
    void boto3_keeps_and_searches_logs_as_on_aws(String name, RunningGantry gantry) {
        run(CASES_OF_LOGS, name, gantry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "keys", "roles", "policies", "refusals"})
    void boto3_sees_iam_as_on_aws(String name, RunningGantry gantry) {
        run(CASES_OF_IAM, name, gantry);
    }

    private static void run(Path cases, String name, RunningGantry gantry) {
        boolean there = Command.find("python3").isPresent()
                && Command.of("python3", "-c", "import boto3").run().exitCode() == 0;
        assumeTrue(there, "skipped: there is no Python with boto3");
        Command.Ended ended =
                new Command(List.of("python3", cases.toString(), name), gantry.environment(), Path.of(".")).run();
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
    }
}
