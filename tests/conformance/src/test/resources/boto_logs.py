"""Cases of boto3 with CloudWatch Logs. `boto_logs.py CASE` ends with 0 when all of it is as on AWS."""
import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

logs = boto3.client("logs")
DAY = 24 * 3600 * 1000


def now():
    return int(time.time() * 1000)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"not refused, though {code} was due")


def stream(group, name="s"):
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName=name)


def put(group, events, name="s", **more):
    return logs.put_log_events(
        logGroupName=group, logStreamName=name,
        logEvents=[{"timestamp": at, "message": text} for at, text in events], **more)


def groups():
    logs.create_log_group(logGroupName="/boto/one", tags={"team": "blue"})
    logs.create_log_group(logGroupName="/boto/two")
    refused("ResourceAlreadyExistsException", logs.create_log_group, logGroupName="/boto/two")
    assert "logGroupName" in refused("InvalidParameterException", logs.create_log_group, logGroupName="a b")
    found = logs.describe_log_groups(logGroupNamePrefix="/boto/")["logGroups"]
    assert [one["logGroupName"] for one in found] == ["/boto/one", "/boto/two"], found
    assert found[0]["arn"].endswith(":log-group:/boto/one:*"), found[0]
    assert "retentionInDays" not in found[0], found[0]
    logs.put_retention_policy(logGroupName="/boto/one", retentionInDays=14)
    refused("InvalidParameterException", logs.put_retention_policy, logGroupName="/boto/one", retentionInDays=8)
    one = logs.describe_log_groups(logGroupNamePrefix="/boto/one")["logGroups"][0]
    assert one["retentionInDays"] == 14, one
    logs.delete_retention_policy(logGroupName="/boto/one")
    arn = one["arn"].removesuffix(":*")
    logs.tag_resource(resourceArn=arn, tags={"stage": "test"})
    assert logs.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "blue", "stage": "test"}
    logs.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert logs.list_tags_log_group(logGroupName="/boto/one")["tags"] == {"stage": "test"}
    logs.delete_log_group(logGroupName="/boto/one")
    logs.delete_log_group(logGroupName="/boto/two")
    refused("ResourceNotFoundException", logs.delete_log_group, logGroupName="/boto/two")


def events():
    stream("/boto/events")
    at = now()
    answer = put("/boto/events", [(at, "one"), (at + 1, "two")])
    assert answer["nextSequenceToken"], answer
    put("/boto/events", [(at + 2, "three")], sequenceToken="whatever it is")
    refused("InvalidParameterException", put, group="/boto/events", events=[(at, "b"), (at - 1, "a")])
    refused("InvalidParameterException", put, group="/boto/events", events=[(at - DAY - 1, "a"), (at, "b")])
    refused("InvalidParameterException", put, group="/boto/events", events=[(at, "x" * 1024 * 1024)])
    refused("ResourceNotFoundException", put, group="/boto/events", events=[(at, "a")], name="none")
    answer = put("/boto/events", [(at - 20 * DAY, "old"), (at, "kept"), (at + DAY, "new")])
    assert answer["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1, "tooNewLogEventStartIndex": 2}, answer
    quoted = '"\\\u0001' * 100_000
    put("/boto/events", [(at + 3, quoted)])
    many = [(at + 4, f"line {number}") for number in range(10_000)]
    put("/boto/events", many)
    found = logs.get_paginator("filter_log_events").paginate(logGroupName="/boto/events")
    texts = [event["message"] for page in found for event in page["events"]]
    assert texts == ["one", "kept", "two", "three", quoted] + [text for _, text in many], len(texts)
    refused("InvalidParameterException", put, group="/boto/events", events=[(at, "x")] * 10_001)


def reading():
    stream("/boto/reading")
    at = now() - 1000
    put("/boto/reading", [(at + number, str(number)) for number in range(25)])

    def get(**more):
        return logs.get_log_events(logGroupName="/boto/reading", logStreamName="s", **more)

    read, token = [], None
    while True:
        page = get(startFromHead=True, limit=10, **({"nextToken": token} if token else {}))
        read += [event["message"] for event in page["events"]]
        if page["nextForwardToken"] == token:
            break
        token = page["nextForwardToken"]
    assert read == [str(number) for number in range(25)], read
    latest = get(limit=3)
    assert [event["message"] for event in latest["events"]] == ["22", "23", "24"], latest
    back = get(limit=3, nextToken=latest["nextBackwardToken"])
    assert [event["message"] for event in back["events"]] == ["19", "20", "21"], back
    refused("InvalidParameterException", get, nextToken="nonsense")
    logs.create_log_stream(logGroupName="/boto/reading", logStreamName="later")
    put("/boto/reading", [(at + 5000, "x")], name="later")
    names = logs.describe_log_streams(logGroupName="/boto/reading", orderBy="LastEventTime", descending=True)
    assert [one["logStreamName"] for one in names["logStreams"]] == ["later", "s"], names
    refused("InvalidParameterException", logs.describe_log_streams, logGroupName="/boto/reading",
            orderBy="LastEventTime", logStreamNamePrefix="s")


def searching():
    stream("/boto/searching", "web")
    logs.create_log_stream(logGroupName="/boto/searching", logStreamName="api")
    at = now() - 1000
    put("/boto/searching", [(at, "GET / 200"), (at + 2, '{"level": "error", "ms": 120}')], name="web")
    put("/boto/searching", [(at + 1, "GET / 500"), (at + 3, '{"level": "info", "ms": 3}')], name="api")

    def find(**more):
        found = logs.filter_log_events(logGroupName="/boto/searching", **more)
        return [event["message"] for event in found["events"]]

    assert find(filterPattern="GET") == ["GET / 200", "GET / 500"]
    assert find(filterPattern="GET -500") == ["GET / 200"]
    assert find(filterPattern='{ $.ms > 100 && $.level = "err*" }') == ['{"level": "error", "ms": 120}']
    assert find(filterPattern="[method, path, status = 5*]") == ["GET / 500"]
    assert find(filterPattern="%2\\d\\d%") == ["GET / 200"]
    assert find(filterPattern="?error ?info", logStreamNames=["api"]) == ['{"level": "info", "ms": 3}']
    assert find(startTime=at + 1, endTime=at + 2, logStreamNamePrefix="a") == ["GET / 500"]
    assert "Invalid character(s) in term" in refused("InvalidParameterException", find, filterPattern="a-b")
    pages = list(logs.get_paginator("filter_log_events").paginate(
        logGroupName="/boto/searching", PaginationConfig={"PageSize": 1}))
    ids = [event["eventId"] for page in pages for event in page["events"]]
    assert len(ids) == 4 and ids == sorted(set(ids)), ids
    matches = logs.test_metric_filter(filterPattern="{ $.a = 1 }", logEventMessages=['{"a": 1}', '{"a": 2}'])["matches"]
    assert [one["eventNumber"] for one in matches] == [1], matches


def following():
    """What `aws logs tail --follow` does: it asks from the latest time on and drops what it has seen."""
    stream("/boto/following")
    seen, latest, wanted = set(), now() - 60_000, []
    for round in range(5):
        wanted += [f"{round}-{number}" for number in range(3)]
        put("/boto/following", [(now(), f"{round}-{number}") for number in range(3)])
        found = logs.get_paginator("filter_log_events").paginate(
            logGroupName="/boto/following", startTime=latest, interleaved=True)
        for page in found:
            for event in page["events"]:
                if event["eventId"] not in seen:
                    seen.add(event["eventId"])
                    assert event["message"] == wanted[len(seen) - 1], (event, wanted)
                    latest = max(latest, event["timestamp"])
        assert len(seen) == len(wanted), (seen, wanted)


def absent():
    message = refused("UnsupportedOperationException", logs.start_query, logGroupName="g", startTime=1, endTime=2,
                      queryString="fields @message")
    assert "StartQuery" in message and "FilterLogEvents" in message, message
    # Clients put "streaming-" before the host's name for this one, which an address has not.
    plain = boto3.client("logs", config=Config(inject_host_prefix=False))
    message = refused("UnsupportedOperationException", plain.start_live_tail, logGroupIdentifiers=["arn:aws:logs:a:b:c"])
    assert "FilterLogEvents" in message, message


if __name__ == "__main__":
    globals()[sys.argv[1]]()
