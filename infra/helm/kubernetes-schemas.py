#!/usr/bin/env python3
"""Writes the schemas of kubernetes-validate as kubeconform reads them: kubernetes-schemas.py VERSION DIRECTORY.

The package serves its definitions below /api and names a dialect that kubeconform does not compile them in.
"""
import json
import pathlib
import sys

import kubernetes_validate

version, target = sys.argv[1], pathlib.Path(sys.argv[2])
source = pathlib.Path(kubernetes_validate.__file__).parent / f"kubernetes-json-schema/v{version}-local-strict"
KINDS = """_definitions configmap-v1 deployment-apps-v1 horizontalpodautoscaler-autoscaling-v2 ingress-networking-v1
    job-batch-v1 networkpolicy-networking-v1 poddisruptionbudget-policy-v1 service-v1 serviceaccount-v1
    statefulset-apps-v1 secret-v1 persistentvolumeclaim-v1 namespace-v1""".split()


def local(node):
    if isinstance(node, dict):
        return {key: value.replace("/api/_definitions.json#", "_definitions.json#")
                if key == "$ref" and isinstance(value, str) else local(value) for key, value in node.items()}
    return [local(value) for value in node] if isinstance(node, list) else node


target.mkdir(parents=True, exist_ok=True)
for kind in KINDS:
    schema = local(json.loads((source / f"{kind}.json").read_text(encoding="utf-8")))
    schema.pop("$schema", None)
    (target / f"{kind}.json").write_text(json.dumps(schema))
