#!/usr/bin/env python3
"""Starts SeaweedFS with the arguments and the users of docker-compose.yml and tries what each user may do.

Needs weed on the path, infra/compose/credentials to have run, and the Python packages minio and PyYAML.
"""
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import yaml
from minio import Minio
from minio.error import S3Error

root = pathlib.Path(__file__).resolve().parents[2]
PORT = 18333
# E: it exists, L: list, R: read, W: write.
EXPECTED = {
    "ingest": {"images": "ELR", "explanations": "", "reports": ""},
    "worker": {"images": "ELR", "explanations": "ELRW", "reports": ""},
    "report": {"images": "", "explanations": "ELR", "reports": "ELRW"},
    "uploader": {"images": "ELRW", "explanations": "", "reports": "ELR"},
}
OBJECTS = {"images": "a/x.png", "explanations": "a/x.png/0123/x_original.png", "reports": "a/index.html"}


def allowed(action):
    try:
        return action() is not False
    except S3Error as error:
        if error.code == "AccessDenied":
            return False
        raise


def rights(client, bucket):
    key = OBJECTS[bucket]
    actions = {
        "E": lambda: client.bucket_exists(bucket),
        "L": lambda: list(client.list_objects(bucket, recursive=True)),
        "R": lambda: client.get_object(bucket, key).read(),
        "W": lambda: client.put_object(bucket, key, io.BytesIO(b"abc"), 3),
    }
    return "".join(name for name, action in actions.items() if allowed(action))


def main():
    users = root / "secrets/store.json"
    command = yaml.safe_load((root / "docker-compose.yml").read_text())["services"]["store"]["command"]
    with tempfile.TemporaryDirectory() as data:
        places = {"/data": data, "/etc/seaweedfs/s3.json": str(users), "0.0.0.0": "127.0.0.1", "8333": str(PORT)}
        arguments = []
        for argument in command:
            for old, new in places.items():
                argument = argument.replace(old, new)
            arguments.append(argument)
        with open(f"{data}.log", "wb") as log:
            server = subprocess.Popen(
                ["weed", *arguments, "-master.port=19333", "-volume.port=18080", "-filer.port=18888"], stdout=log, stderr=log)
        try:
            check(json.loads(users.read_text())["identities"])
        finally:
            server.terminate()
            server.wait()
            pathlib.Path(f"{data}.log").unlink()


def check(identities):
    clients = {}
    for identity in identities:
        login = identity["credentials"][0]
        clients[identity["name"]] = Minio(
            f"127.0.0.1:{PORT}", login["accessKey"], login["secretKey"], secure=False, region="us-east-1")
    for attempt in range(60):
        try:
            for bucket in OBJECTS:
                if not clients["setup"].bucket_exists(bucket):
                    clients["setup"].make_bucket(bucket)
            break
        except Exception:
            if attempt == 59:
                raise
            time.sleep(1)
    for user, bucket in (("uploader", "images"), ("worker", "explanations"), ("report", "reports")):
        clients[user].put_object(bucket, OBJECTS[bucket], io.BytesIO(b"abc"), 3)
    failed = False
    for user, buckets in EXPECTED.items():
        found = {bucket: rights(clients[user], bucket) for bucket in buckets}
        creates = allowed(lambda: clients[user].make_bucket(f"bucket-of-{user}"))
        failed |= found != buckets or creates
        print(user, found, "makes buckets" if creates else "makes no buckets")
    sys.exit(1 if failed else 0)


main()
