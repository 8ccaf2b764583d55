"""Calls every operation of one service with random input through botocore and expects random output.

Usage: botocore_round_trip.py ENDPOINT SERVICE SEED ROUNDS OPERATION...
For each call the output is given to the server beforehand (POST /test/next), the operation is called, and the input as
the server understood it is fetched (GET /test/last). Differences are printed, one line each; the exit status counts them.
"""
import base64
import datetime
import json
import random
import re
import sys
import urllib.request

import botocore.session
from botocore.config import Config

DEPTH = 5
TEXT = "abcXYZ019-_. /:=+@äß漢字𝄞\"\\<>&'\t\n"


class Generator:
    """Random values of botocore's shapes, as its parameters. Required members are always there."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def value(self, shape, depth=0, full=False):
        return getattr(self, "_" + shape.type_name)(shape, depth, full)

    def _structure(self, shape, depth, full):
        if getattr(shape, "is_document_type", False):
            return {}
        value = {}
        for name, member in shape.members.items():
            wanted = name in shape.required_members
            if not wanted and depth >= DEPTH and member.type_name in ("structure", "list", "map"):
                continue
            if wanted or full or self.random.random() < 0.7:
                value[name] = self.value(member, depth + 1, full)
        return value

    def _count(self, shape):
        least = int(shape.metadata.get("min", 0))
        most = int(shape.metadata.get("max", least + 3))
        return self.random.randint(least, max(least, min(most, least + 3)))

    def _list(self, shape, depth, full):
        if depth > DEPTH:
            return []
        return [self.value(shape.member, depth + 1, full) for _ in range(self._count(shape))]

    def _map(self, shape, depth, full):
        if depth > DEPTH:
            return {}
        return {self._string(shape.key, depth, full): self.value(shape.value, depth + 1, full)
                for _ in range(self._count(shape))}

    def _string(self, shape, depth, full):
        if shape.enum:
            return self.random.choice(shape.enum)
        least = int(shape.metadata.get("min", 0))
        most = int(shape.metadata.get("max", least + 20))
        length = self.random.randint(least, max(least, min(most, least + 20)))
        pattern = shape.metadata.get("pattern")
        alphabet = TEXT if pattern is None else "abcXYZ019"
        text = "".join(self.random.choice(alphabet) for _ in range(length))
        if pattern is not None and "p{L}" not in pattern and re.fullmatch(pattern, text) is None:
            raise ValueError(f"no text for the pattern {pattern} of {shape.name}")
        return text

    def _integer(self, shape, depth, full):
        return self.random.randint(int(shape.metadata.get("min", -2**31)), int(shape.metadata.get("max", 2**31 - 1)))

    def _long(self, shape, depth, full):
        return self.random.randint(int(shape.metadata.get("min", -2**63)), int(shape.metadata.get("max", 2**63 - 1)))

    def _double(self, shape, depth, full):
        return self.random.choice([0.0, 1.0, -2.5, 1e300, 1e-300, self.random.random()]) \
            if "min" not in shape.metadata else self.random.uniform(shape.metadata["min"], shape.metadata["max"])

    def _float(self, shape, depth, full):
        if "min" in shape.metadata:
            return float(self.random.randint(int(shape.metadata["min"]), int(shape.metadata["max"])))
        return self.random.choice([0.0, 1.5, -0.25, 1024.0])

    def _boolean(self, shape, depth, full):
        return self.random.random() < 0.5

    def _blob(self, shape, depth, full):
        return self.random.randbytes(self._count(shape))

    def _timestamp(self, shape, depth, full):
        # Whole seconds: botocore writes no fractions.
        return datetime.datetime.fromtimestamp(self.random.randint(0, 4_000_000_000), datetime.timezone.utc)


def wire(shape, value):
    """The value in AWS's JSON."""
    kind = shape.type_name
    if kind == "structure":
        return {member.serialization.get("name", name): wire(member, value[name])
                for name, member in shape.members.items() if name in value}
    if kind == "list":
        return [wire(shape.member, item) for item in value]
    if kind == "map":
        return {name: wire(shape.value, item) for name, item in value.items()}
    if kind == "timestamp":
        return int(value.timestamp())
    if kind == "blob":
        return base64.b64encode(value).decode()
    return value


def differences(wanted, found, path=""):
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name in sorted(set(wanted) | set(found)):
            if name not in wanted or name not in found:
                yield f"{path}.{name}: {'only found' if name in found else 'lost'}"
            else:
                yield from differences(wanted[name], found[name], f"{path}.{name}")
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(wanted) != len(found):
            yield f"{path}: {len(wanted)} items became {len(found)}"
        for index, (a, b) in enumerate(zip(wanted, found)):
            yield from differences(a, b, f"{path}[{index}]")
    elif isinstance(wanted, bool) != isinstance(found, bool) or wanted != found:
        yield f"{path}: {wanted!r} became {found!r}"


def fetch(url, body=None):
    with urllib.request.urlopen(urllib.request.Request(url, data=body), timeout=30) as answer:
        return answer.read()


def main():
    endpoint, service, seed, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    operations = sys.argv[5:]
    client = botocore.session.get_session().create_client(
        service, region_name="eu-west-3", endpoint_url=endpoint, aws_access_key_id="AKIAROOT",
        aws_secret_access_key="secret",
        config=Config(retries={"max_attempts": 0}, inject_host_prefix=False, parameter_validation=True))
    model = client.meta.service_model
    calls = faults = 0
    for number in range(rounds):
        for name in operations:
            operation = model.operation_model(name)
            generator = Generator(f"{seed}-{number}-{name}")
            sent = generator.value(operation.input_shape, full=number == 0)
            expected = generator.value(operation.output_shape, full=number == 0)
            fetch(endpoint + "/test/next", json.dumps(wire(operation.output_shape, expected)).encode())
            calls += 1
            try:
                method = botocore.xform_name(name)
                answer = getattr(client, method)(**sent)
            except Exception as failure:
                faults += 1
                print(f"{name} round {number}: {failure}")
                continue
            answer.pop("ResponseMetadata")
            understood = json.loads(fetch(endpoint + "/test/last"))
            found = list(differences(wire(operation.input_shape, sent), understood, "input"))
            found += differences(expected, answer, "output")
            faults += bool(found)
            for line in found[:5]:
                print(f"{name} round {number}: {line}")
    print(f"{calls} calls, {faults} faults")
    sys.exit(min(faults, 100))


main()
