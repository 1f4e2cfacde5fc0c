"""Certificates for the laboratory, made with openssl: good ones, and some that nobody should trust."""

import shutil
import ssl
import subprocess
from collections.abc import Iterable
from pathlib import Path

KINDS = ("good", "expired", "self-signed", "wrong-host", "unknown-ca")
CAN_MAKE = shutil.which("openssl") is not None

_CONFIG = """
[ca]
default_ca = lab
[lab]
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
"""


class Certificates:
    """An authority of its own in a folder, and what servers need to show its certificates."""

    def __init__(self, folder: Path, hosts: Iterable[str]) -> None:
        """Make everything; `hosts` are the names for which the good certificate holds."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.authority = folder / "authority.pem"
        (folder / "openssl.cnf").write_text(_CONFIG.format(folder=folder))
        (folder / "index.txt").touch()
        self._authority("authority")
        self._authority("stranger")
        names = ",".join(f"DNS:{host}" for host in sorted({*hosts, "lab.example"}))
        self._leaf("good", "authority", names, "20200101000000Z", "20491231000000Z")
        self._leaf("expired", "authority", names, "20200101000000Z", "20210101000000Z")
        self._leaf("wrong-host", "authority", "DNS:elders.example", "20200101000000Z", "20491231000000Z")
        self._leaf("unknown-ca", "stranger", names, "20200101000000Z", "20491231000000Z")
        self._openssl(
            *(
                "req",
                "-x509",
                *_KEY,
                "-keyout",
                "self-signed.key",
                "-out",
                "self-signed.pem",
                "-days",
                "3650",
            ),
            *("-subj", "/CN=lab.example", "-addext", f"subjectAltName={names}"),
        )

    def context(self, kind: str) -> ssl.SSLContext:
        """Return what a server with this kind of certificate needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._folder / f"{kind}.pem", self._folder / f"{kind}.key")
        context.set_alpn_protocols(["http/1.1"])
        return context

    def _authority(self, name: str) -> None:
        self._openssl(
            *("req", "-x509", *_KEY, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "9000"),
            *("-subj", f"/CN=Laboratory {name}", "-addext", "basicConstraints=critical,CA:TRUE"),
            *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        )

    def _leaf(self, name: str, authority: str, names: str, start: str, end: str) -> None:
        self._openssl(
            *("req", "-new", *_KEY, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName={names}", "-addext", "extendedKeyUsage=serverAuth"),
        )
        self._openssl(
            *("ca", "-batch", "-notext", "-in", f"{name}.csr", "-out", f"{name}.pem"),
            *(
                "-cert",
                f"{authority}.pem",
                "-keyfile",
                f"{authority}.key",
                "-startdate",
                start,
                "-enddate",
                end,
            ),
        )

    def _openssl(self, command: str, *arguments: str) -> None:
        done = subprocess.run(
            ["openssl", command, "-config", "openssl.cnf", *arguments],
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"openssl {command}: {done.stderr}")


_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
