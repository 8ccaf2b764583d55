"""Calls every operation of one service with random input through botocore and expects random output.

Usage: botocore_round_trip.py ENDPOINT SERVICE PROTOCOL WITHOUT SEED ROUNDS OPERATION...
For each call the output is given to the server beforehand (POST /test/next), the operation is called, and the input as
the server understood it is fetched (GET /test/last), both under the members' names in lower case. PROTOCOL is "-" unless the
service has several. WITHOUT lists members that the peer has and the classes under test lack, since they are older; "-" is
none. Differences are printed, one line each; the exit status counts them.
"""
import base64
import datetime
import json
import random
import re
import sys
import urllib.request

import botocore.session
try:
    from re._parser import parse as parse_pattern
except ImportError:
    from sre_parse import parse as parse_pattern
from botocore.config import Config

DEPTH = 5
TEXT = "abcXYZ019-_. /:=+@äß漢字𝄞\"\\<>&;%#?'\t\n\r"
HEADER_TEXT = "abcXYZ019-_./:=+@"
LABEL_TEXT = "abcXYZ019-_ :=+@ä漢𝄞%&/"


def matching(rand, pattern, least, most):
    """A text of a length between the bounds that the whole pattern, one of Java's, matches."""
    python = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", "")
    python = re.sub(r"\\p\{[A-Za-z]+\}", "a-z", python)
    tree, whole = parse_pattern(python), re.compile(python)
    for extra in list(range(8)) * 20 + [least, most] * 20:
        text = "".join(pieces(rand, tree, extra))
        if least <= len(text) <= most and whole.fullmatch(text):
            return text
    raise ValueError(f"no text of {least} to {most} characters for the pattern {pattern}")


def pieces(rand, tree, extra):
    for kind, argument in tree:
        kind = str(kind)
        if kind == "LITERAL":
            yield chr(argument)
        elif kind == "NOT_LITERAL":
            yield "b" if argument == ord("a") else "a"
        elif kind == "ANY":
            yield rand.choice("abcXYZ019-_")
        elif kind == "IN":
            yield one_of(rand, argument)
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            low, high, inner = argument
            for _ in range(rand.randint(low, max(low, min(int(high), low + extra)))):
                yield from pieces(rand, inner, extra)
        elif kind == "SUBPATTERN":
            yield from pieces(rand, argument[-1], extra)
        elif kind == "BRANCH":
            yield from pieces(rand, rand.choice(argument[1]), extra)


def one_of(rand, members):
    """A character of the class; seldom one that is no plain ASCII."""
    common = "abcxyzABCXYZ019-_./:=+@ ,*"
    rest = "".join(chr(c) for c in range(0x20, 0x7f))
    inside = [c for c in (common if rand.random() < 0.9 else rest + "äß漢") if is_in(c, members)]
    inside = inside or [c for c in rest + "\n\t" if is_in(c, members)]
    return rand.choice(inside)


def is_in(character, members):
    found, negated = False, False
    for kind, argument in members:
        kind = str(kind)
        if kind == "NEGATE":
            negated = True
        elif kind == "LITERAL":
            found |= ord(character) == argument
        elif kind == "RANGE":
            found |= argument[0] <= ord(character) <= argument[1]
        elif kind == "CATEGORY":
            escape = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s", "CATEGORY_WORD": r"\w",
                      "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_NOT_WORD": r"\W"}
            found |= re.match(escape[str(argument)], character, re.ASCII) is not None
    return found != negated


class Generator:
    """Random values of botocore's shapes, as its parameters. Required members are always there."""

    def __init__(self, seed, without, filled):
        self.without = without
        self.filled = filled
        self.random = random.Random(seed)
        self.location = None
        self.sending = False

    def value(self, shape, depth=0, full=False):
        return getattr(self, "_" + shape.type_name)(shape, depth, full)

    def _structure(self, shape, depth, full):
        if getattr(shape, "is_document_type", False):
            return {"a": [1, "x", True, {"b": 1.5}], "c": "d"}
        value = {}
        members = list(shape.members.items())
        if getattr(shape, "is_tagged_union", False):
            members, full = [self.random.choice(members)], True
        for name, member in members:
            if name in self.without:
                continue
            wanted = name in shape.required_members or member.metadata.get("idempotencyToken")
            if not wanted and depth >= DEPTH and member.type_name in ("structure", "list", "map"):
                continue
            if wanted or full or self.random.random() < 0.7:
                self.location = member.serialization.get("location")
                if name == "Bucket" and self.location == "uri":
                    value[name] = "bucket-" + str(self.random.randint(100, 999))
                    continue
                value[name] = self.value(member, depth + 1, full)
                self.location = None
        simple = [(name, member) for name, member in members if name not in self.without and (
            depth < DEPTH or member.type_name not in ("structure", "list", "map"))]
        if self.filled and not value and simple:
            name, member = self.random.choice(simple)
            value[name] = self.value(member, depth + 1, full)
        return value

    def _count(self, shape):
        least = max(int(self.filled or self.location == "querystring"), int(shape.metadata.get("min", 0)))
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
        least = int(shape.metadata.get("min", 1 if self.location in ("uri", "header", "headers") else 0))
        most = int(shape.metadata.get("max", least + 20))
        pattern = shape.metadata.get("pattern", ".*")
        if pattern != ".*":
            return matching(self.random, pattern, least, most)
        length = self.random.randint(least, max(least, min(most, least + 20)))
        alphabet = {"uri": LABEL_TEXT, "header": HEADER_TEXT, "headers": "abcxyz019-"}.get(self.location, TEXT)
        if self.filled and self.location is None and self.sending:
            # botocore does not escape a carriage return in XML, so that a reader must take it for a line feed.
            alphabet = alphabet.replace("\r", "")
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def _integer(self, shape, depth, full):
        return self.random.randint(int(shape.metadata.get("min", -2**31)), int(shape.metadata.get("max", 2**31 - 1)))

    def _long(self, shape, depth, full):
        return self.random.randint(int(shape.metadata.get("min", -2**63)), int(shape.metadata.get("max", 2**63 - 1)))

    def _double(self, shape, depth, full):
        if "min" in shape.metadata:
            return self.random.uniform(shape.metadata["min"], shape.metadata.get("max", 1e9))
        return self.random.choice([0.0, 1.0, -2.5, 1e300, 1e-300, self.random.random()])

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
    """The value as the server under test tells it."""
    kind = shape.type_name
    if getattr(shape, "is_document_type", False):
        return value
    if kind == "structure":
        return {name.lower(): wire(member, value[name]) for name, member in shape.members.items() if name in value}
    if kind == "list":
        return [wire(shape.member, item) for item in value]
    if kind == "map":
        return {name: wire(shape.value, item) for name, item in value.items()}
    if kind == "timestamp":
        return int(value.timestamp())
    if kind == "blob":
        return base64.b64encode(value).decode()
    return value


def pruned(value):
    """The value without what forms and XML cannot carry: structures, lists and maps that hold nothing."""
    if isinstance(value, dict):
        return {name: kept for name, kept in ((name, pruned(member)) for name, member in value.items())
                if kept not in ({}, [])}
    if isinstance(value, list):
        return [kept for kept in map(pruned, value) if kept not in ({}, [])]
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


def choose(session, service, protocol):
    """Makes the service's model say that it speaks nothing but this protocol."""
    loader = session.get_component("data_loader")
    load = loader.load_service_model

    def load_changed(name, kind, api_version=None):
        model = load(name, kind, api_version)
        if name == service and kind == "service-2":
            model["metadata"].update(protocol=protocol, protocols=[protocol])
        return model

    loader.load_service_model = load_changed


def main():
    endpoint, service, protocol, without, seed, rounds, *operations = sys.argv[1:]
    # Without the handlers that change single services' parameters and answers on the way; S3's requests need theirs.
    session = botocore.session.Session(include_builtin_handlers=service == "s3")
    if protocol != "-":
        choose(session, service, protocol)
    client = session.create_client(
        service, region_name="eu-west-3", endpoint_url=endpoint, aws_access_key_id="AKIAROOT",
        aws_secret_access_key="secret",
        config=Config(retries={"max_attempts": 0}, inject_host_prefix=False, parameter_validation=True, s3={"addressing_style": "path"},
                      request_checksum_calculation="when_required"))
    model = client.meta.service_model
    calls = faults = 0
    # Forms and XML say nothing of what is empty, so everything holds something there.
    plain = model.resolved_protocol not in ("json", "rest-json", "smithy-rpc-v2-cbor")
    known = [name for name in operations if name in model.operation_names]
    for number in range(int(rounds)):
        for name in known:
            operation = model.operation_model(name)
            generator = Generator(f"{seed}-{number}-{name}", without.split(","), plain)
            sent, expected, told = {}, {}, {}
            if operation.input_shape is not None:
                generator.sending = model.resolved_protocol == "rest-xml"
                sent = generator.value(operation.input_shape, full=number == 0)
            if operation.output_shape is not None:
                generator.sending = False
                expected = generator.value(operation.output_shape, full=number == 0)
                told = wire(operation.output_shape, expected)
            fetch(endpoint + "/test/next", json.dumps(told).encode())
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
            wanted = wire(operation.input_shape, sent) if sent else {}
            for member in without.split(","):
                understood.pop(member.lower(), None)
            if plain:
                wanted, understood, expected, answer = map(pruned, (wanted, understood, expected, answer))
            found = list(differences(wanted, understood, "input"))
            found += differences(expected, answer, "output")
            faults += bool(found)
            for line in found[:5]:
                print(f"{name} round {number}: {line}")
    print(f"{calls} calls, {len(operations) - len(known)} operations that the peer lacks, {faults} faults")
    sys.exit(min(faults, 100))


main()
