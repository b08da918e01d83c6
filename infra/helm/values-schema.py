#!/usr/bin/env python3
"""Writes camstream/values.schema.json: the structure of values.yaml, and every setting of docs/configuration.md.

With --check it writes nothing and fails if the file is out of date.
"""
import json
import pathlib
import re
import sys

here = pathlib.Path(__file__).resolve().parent
target = here / "camstream/values.schema.json"
row = re.compile(r"^\| `(?P<option>[a-z0-9.-]+(\.\*)?)` \| `CAMSTREAM_[A-Z0-9_]+(_\*)?` \| (?P<default>.*?) \| (?P<form>.*?) \| (?P<doc>.*) \|$")
group = re.compile(r"^## `camstream\.(?P<name>[a-z.-]+)`$")


def settings():
    """Each setting's full name without "camstream." to its form and its description."""
    found, prefix = {}, None
    for line in (here.parent.parent / "docs/configuration.md").read_text(encoding="utf-8").splitlines():
        if heading := group.match(line):
            prefix = heading["name"]
        elif (option := row.match(line)) and prefix:
            found[f"{prefix}.{option['option']}"] = (option["form"], option["doc"].replace("\\|", "|"))
    return found


def leaf(form, doc):
    schema = {"description": doc}
    bounds = re.fullmatch(r"a whole number(?: from (-?\d+) to (-?\d+))?", form)
    if form == "true or false":
        return schema | {"type": ["boolean", "string", "null"]}
    if bounds:
        whole = {"type": "integer"}
        if bounds[1]:
            whole |= {"minimum": int(bounds[1]), "maximum": int(bounds[2])}
        return schema | {"anyOf": [whole, {"type": ["string", "null"]}]}
    if form.startswith("a number"):
        return schema | {"type": ["number", "string", "null"]}
    if form.startswith("a list"):
        return schema | {"type": ["array", "string", "null"], "items": {"type": "string"}}
    return schema | {"type": ["string", "number", "null"]}


def tree(options):
    root = {"type": "object", "additionalProperties": False, "properties": {}}
    for name, (form, doc) in options.items():
        *groups, last = name.split(".")
        node = root
        for part in groups:
            node = node["properties"].setdefault(
                part, {"type": ["object", "null"], "additionalProperties": False, "properties": {}})
        # Such as kafka.client.*: names of another program, written flat or nested.
        if last == "*":
            node.update(additionalProperties=True, description=doc)
        else:
            node["properties"][last] = leaf(form, doc)
    return root


def ref(name):
    return {"$ref": f"#/definitions/{name}"}


def struct(**properties):
    return {"type": "object", "additionalProperties": False, "properties": properties}


def schema(options):
    text, flag, mapping, array = {"type": "string"}, {"type": "boolean"}, {"type": "object"}, {"type": "array"}
    count = {"type": "integer", "minimum": 0}
    budget = struct(enabled=flag, maxUnavailable={"type": ["integer", "string"]})
    image = struct(repository=text, tag={"type": ["string", "number"]},
                   digest={"type": "string", "pattern": "^(sha256:[0-9a-f]{64})?$"})
    server = struct(to=array, ports={"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 65535}})
    role = dict(enabled=flag, settings=ref("settings"), secretSettings=ref("secretSettings"), env=array,
                serviceAccount=struct(create=flag, name=text, annotations=mapping), resources=mapping,
                nodeSelector=mapping, tolerations=array, affinity=mapping, podAnnotations=mapping)
    service = role | dict(replicas=count, topologySpreadConstraints=array, podDisruptionBudget=budget)
    autoscaling = struct(
        type={"enum": ["none", "keda", "hpa"]}, minReplicas=count, maxReplicas={"type": "integer", "minimum": 1},
        keda=struct(lagThreshold={"type": "integer", "minimum": 1}, activationLagThreshold=count, pollingInterval=count,
                    cooldownPeriod=count, authenticationRef=text,
                    sasl={"enum": ["none", "plaintext", "scram_sha256", "scram_sha512", "oauthbearer"]},
                    tls={"enum": ["enable", "disable"]}, prometheus=struct(serverAddress=text, authenticationRef=text)),
        hpa=struct(metric=text, averageValue={"type": ["integer", "string"]}, scaleDownStabilizationSeconds=count))
    root = struct(
        nameOverride=text, fullnameOverride=text,
        image=struct(registry=text, pullPolicy={"enum": ["Always", "IfNotPresent", "Never"]}, pullSecrets=array,
                     services=image, worker=image),
        settings=ref("settings"), secretSettings=ref("secretSettings"), env=array, envFrom=array,
        secretFiles={"type": "array", "items": struct(secret=text, mountPath=text) | {"required": ["secret", "mountPath"]}},
        podLabels=mapping, podAnnotations=mapping, priorityClassName=text, podSecurityContext=mapping,
        securityContext=mapping, http=struct(port={"type": "integer", "minimum": 1024, "maximum": 65535}),
        # An orderly stop takes at most 12 s.
        terminationGracePeriodSeconds={"type": "integer", "minimum": 15},
        ingest=struct(**service),
        worker=struct(**service, gpu=struct(count=count, resource=text, runtimeClassName=text),
                      model=struct(existingClaim=text, subPath=text, image=text, path=text, volume=mapping),
                      autoscaling=autoscaling),
        report=struct(**service, page=struct(enabled=flag, port={"type": "integer", "minimum": 1024, "maximum": 65535}),
                      persistence=struct(enabled=flag, size=text, storageClassName=text, accessModes=array)),
        setup=struct(**role, backoffLimit=count, activeDeadlineSeconds=count),
        networkPolicy=struct(enabled=flag, metricsFrom=array, pageFrom=array, kafka=server, registry=server,
                             store=server, extraEgress=array),
        serviceMonitor=struct(enabled=flag, interval=text, scrapeTimeout=text, labels=mapping),
        prometheusRule=struct(enabled=flag, labels=mapping), dashboard=struct(enabled=flag, labels=mapping),
        ingress=struct(enabled=flag, className=text, annotations=mapping, host=text, path=text, tlsSecret=text))
    root["properties"]["global"] = mapping
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Values of the CamStream chart"} | root | {
        "definitions": {
            "settings": tree(options),
            "secretSettings": {
                "type": "object",
                "propertyNames": {"anyOf": [{"enum": sorted(options)}] + [
                    {"pattern": "^" + re.escape(name[:-1])} for name in options if name.endswith(".*")]},
                "additionalProperties": struct(name=text, key=text) | {"required": ["name", "key"]}}}}


wanted = json.dumps(schema(settings()), indent=1) + "\n"
if "--check" in sys.argv:
    if not target.exists() or target.read_text() != wanted:
        sys.exit(f"{target} is out of date: run {sys.argv[0]}")
else:
    target.write_text(wanted)
