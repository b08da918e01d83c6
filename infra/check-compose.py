#!/usr/bin/env python3
"""Checks that docker-compose.yml gives each container no more than it needs: check-compose.py FILE."""
import pathlib
import re
import sys

import yaml

path = pathlib.Path(sys.argv[1])
services = yaml.safe_load(path.read_text(encoding="utf-8"))["services"]
# What each may read of the folder secrets.
SECRETS = {
    "kafka": {"kafka.env"}, "kafka-access": {"kafka-admin.env"}, "registry": {"registry.properties"},
    "store": {"store.json"}, "minio": {"minio.env"}, "minio-access": {"minio-access.env"},
    "setup": {"setup.env"}, "ingest": {"ingest.env"}, "worker": {"worker.env"}, "report": {"report.env"},
}
problems = []


def require(name, holds, what):
    if not holds:
        problems.append(f"{name}: {what}")


require("services", set(services) == set(SECRETS), f"expected are {sorted(SECRETS)}")
for name, service in services.items():
    require(name, service.get("read_only") is True, "its root file system can be written")
    require(name, service.get("cap_drop") == ["ALL"], "it keeps capabilities")
    require(name, not service.get("cap_add") and not service.get("privileged"), "it is given capabilities")
    require(name, "no-new-privileges:true" in service.get("security_opt", []), "it may gain privileges")
    require(name, service.get("mem_limit") and service.get("pids_limit"), "no limit of memory or processes")
    for port in service.get("ports", []):
        require(name, port.startswith("127.0.0.1:"), f"port {port} is open to other machines")
    image = service["image"]
    default = re.fullmatch(r"\$\{[A-Z_]+:-(.+)\}", image)
    require(name, default and re.search(r"(:(?!latest$)[^:/]+|@sha256:[0-9a-f]{64})$", default[1]),
            f"image {image} is not a variable with a tagged default")
    files = service.get("env_file", [])
    files = [files] if isinstance(files, str) else files
    mounts = [volume.split(":")[0] for volume in service.get("volumes", [])]
    used = {pathlib.PurePath(file).name for file in files + mounts if "secrets/" in file}
    require(name, "./secrets" not in mounts and used == SECRETS.get(name), f"it sees the secrets {sorted(used)}")
    for mount in service.get("volumes", []):
        require(name, not mount.startswith(".") or mount.endswith(":ro"), f"it can write to {mount}")

if problems:
    sys.exit(f"{path}:\n  " + "\n  ".join(problems))
print(f"{path.name}: {len(services)} services, each with its own secrets, a read-only root, no capabilities, and limits")
