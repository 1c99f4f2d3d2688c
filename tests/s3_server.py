"""
A real S3 server on this machine, and the two buckets that deploy/s3.md asks for.

moto's, in a process of its own; or the one that S3_TEST_ENDPOINT, S3_TEST_KEY and
S3_TEST_SECRET name. moto checks no signature and refuses nobody a list: such a server does.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config

from newsroom.s3 import S3Settings

IS_MOTO = "S3_TEST_ENDPOINT" not in os.environ
POLICY = Path(__file__).parent.parent / "deploy/s3/public-bucket.json"


@contextmanager
def serve():
    """Start the server; yield its address."""
    if address := os.environ.get("S3_TEST_ENDPOINT"):
        yield address
        return
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no S3 server on port {port}")


def given(address: str) -> S3Settings:
    """What .env would say of two buckets that are not there yet."""
    name = f"bao-{secrets.token_hex(4)}"
    return S3Settings(
        public_bucket=f"{name}-cong-khai",
        private_bucket=f"{name}-rieng",
        public_url=f"{address}/{name}-cong-khai",
        endpoint_url=address,
        region="us-east-1",
        access_key=os.environ.get("S3_TEST_KEY", "newsroom"),
        secret_key=os.environ.get("S3_TEST_SECRET", "khong-dung-that"),
    )


class Keeper:
    """Who runs the storage: makes the buckets, and looks into them."""

    def __init__(self, given: S3Settings):
        self.given = given
        self.refuses = False
        self.public, self.private = given.public_bucket, given.private_bucket
        self.client = boto3.client(
            "s3",
            endpoint_url=given.endpoint_url,
            region_name=given.region,
            aws_access_key_id=given.access_key,
            aws_secret_access_key=given.secret_key,
            config=Config(s3={"addressing_style": "path"}),
        )

    def make_buckets(self) -> None:
        for bucket in [self.public, self.private]:
            self.client.create_bucket(Bucket=bucket)
        policy = POLICY.read_text(encoding="utf-8").replace("PUBLIC_BUCKET", self.public)
        self.client.put_bucket_policy(Bucket=self.public, Policy=policy)

    def names(self, bucket: str) -> list[str]:
        return [
            row["Key"] for row in self.client.list_objects_v2(Bucket=bucket).get("Contents", [])
        ]

    def bytes_of(self, bucket: str, name: str) -> bytes:
        with self.client.get_object(Bucket=bucket, Key=name)["Body"] as body:
            return body.read()

    def refuse(self, action: str, name: str) -> None:
        """Let the private bucket refuse an action on some names, whoever asks; until emptied."""
        denied = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": action,
            "Resource": f"arn:aws:s3:::{self.private}/{name}",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [denied]})
        self.client.put_bucket_policy(Bucket=self.private, Policy=policy)
        self.refuses = True

    def empty_buckets(self) -> None:
        if self.refuses:
            self.client.delete_bucket_policy(Bucket=self.private)
            self.refuses = False
        for bucket in [self.public, self.private]:
            for name in self.names(bucket):
                self.client.delete_object(Bucket=bucket, Key=name)

    def remove_buckets(self) -> None:
        for bucket in [self.public, self.private]:
            self.client.delete_bucket(Bucket=bucket)
        self.client.close()


def asked(address: str):
    """Return (status, headers, bytes) of an address as anybody gets it, without a key."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310  our own server
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()
