# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates that a client has to turn down, made with openssl."""

import datetime
import os
import subprocess

CA_CONF = """\
[ca]
default_ca = own
[own]
database = {dir}/index.txt
new_certs_dir = {dir}
serial = {dir}/serial
default_md = sha256
policy = any
x509_extensions = server
copy_extensions = copy
[any]
commonName = supplied
[server]
subjectAltName = {names}
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
"""


def _openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def _stamp(days):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
    return moment.strftime("%Y%m%d%H%M%SZ")


class Authority:
    """A certificate authority of our own, in FOLDER."""

    def __init__(self, folder):
        self.folder = folder
        self.certificate = os.path.join(folder, "ca.pem")
        self.key = os.path.join(folder, "ca.key")
        self.count = 0
        open(os.path.join(folder, "index.txt"), "w", encoding="ascii").close()
        with open(os.path.join(folder, "serial"), "w", encoding="ascii") as serial:
            serial.write("01\n")
        config = self._config("DNS:none")
        _openssl(
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test authority"),
            *("-days", "30", "-config", config, "-extensions", "root"),
            *("-keyout", self.key, "-out", self.certificate),
        )

    def _config(self, names):
        path = os.path.join(self.folder, "openssl.conf")
        with open(path, "w", encoding="ascii") as out:
            out.write(CA_CONF.format(dir=self.folder, names=names))
            out.write("[req]\ndistinguished_name = any_name\n[any_name]\n")
        return path

    def issue(self, names="DNS:localhost, IP:127.0.0.1", first_day=-1, last_day=30):
        """A certificate for NAMES, valid between two days from now, and its key."""
        self.count += 1
        base = os.path.join(self.folder, "server%d" % self.count)
        config = self._config(names)
        _openssl(
            *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=server%d" % self.count),
            *("-config", config, "-keyout", base + ".key", "-out", base + ".csr"),
        )
        _openssl(
            *("ca", "-batch", "-notext", "-config", config),
            *("-cert", self.certificate, "-keyfile", self.key),
            *("-startdate", _stamp(first_day), "-enddate", _stamp(last_day)),
            *("-in", base + ".csr", "-out", base + ".pem"),
        )
        return base + ".pem", base + ".key"

    def self_signed(self):
        """A certificate that vouches for itself, and its key."""
        base = os.path.join(self.folder, "self")
        _openssl(
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            *("-days", "30", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", base + ".key", "-out", base + ".pem"),
        )
        return base + ".pem", base + ".key"
