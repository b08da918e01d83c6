#!/usr/bin/env python3
"""Checks that each query of dashboard, alerts and Helm chart names metrics that docs/metrics.md has."""
import json
import pathlib
import re
import sys

import yaml

infra = pathlib.Path(__file__).resolve().parent.parent
known = set(re.findall(r"^\| `([a-z0-9_]+)`", (infra.parent / "docs/metrics.md").read_text(encoding="utf-8"), re.M))
# What Prometheus stores of a histogram or a timer, beside the name in the list.
suffixes = ("", "_count", "_sum", "_bucket", "_max")
# Names that are followed by a brace or a range, or stand alone, and are no function, label or keyword.
name = re.compile(r"\b(?:camstream|jvm|process|system|kafka|executor|logback)_[a-z0-9_]+\b")


def queries():
    dashboard = json.loads((infra / "grafana/dashboard.json").read_text(encoding="utf-8"))
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            yield f"dashboard, {panel['title']}", target["expr"]
    for variable in dashboard["templating"]["list"]:
        yield f"dashboard, variable {variable['name']}", str(variable["query"])
    for group in yaml.safe_load((infra / "prometheus/alerts.yaml").read_text(encoding="utf-8"))["groups"]:
        for rule in group["rules"]:
            yield f"alert {rule['alert']}", rule["expr"]
            for text in ("summary", "runbook"):
                if not rule["annotations"].get(text):
                    sys.exit(f"alert {rule['alert']} has no {text}")
    chart = infra / "helm/camstream"
    yield "ScaledObject", re.search(r"query: (.*)", (chart / "templates/scaledobject.yaml").read_text())[1]
    yield "values.yaml, hpa.metric", yaml.safe_load((chart / "values.yaml").read_text())["worker"]["autoscaling"]["hpa"]["metric"]


found, problems = 0, []
for where, query in queries():
    for metric in name.findall(re.sub(r'"[^"]*"', '""', query)):
        found += 1
        if not any(metric.endswith(suffix) and metric[:len(metric) - len(suffix)] in known for suffix in suffixes):
            problems.append(f"{where}: {metric} is no metric of docs/metrics.md")
if problems:
    sys.exit("\n".join(problems))
print(f"queries: {found} metrics are named, each exists")
