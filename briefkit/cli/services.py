"""The desk as a service of this computer: a unit of systemd, its user, and what to give next."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefkit.cli.output import new_console
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError

__all__ = ["Service", "install_service"]

# Of the unit, of its user, and of the folders that systemd makes for it.
_NAME = "briefkit"
_UNIT = f"{_NAME}-desk.service"
_USERS = f"{_NAME}.conf"

# Folders of persons, which a service of another user can't and shouldn't read.
_HOMES = (Path("/home"), Path("/root"), Path("/run/user"))

# systemd.exec(5), systemd.resource-control(5). What it may write: its own folders and the project.
_HARDENING = """\
UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
DevicePolicy=closed
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM
KeyringMode=private
# It speaks to this computer, and to the proxy of an office. A remote of Git elsewhere needs its
# address here, and the name server's, in a file of your own: systemctl edit briefkit-desk
IPAddressDeny=any
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A desk that systemd is to run: `python` runs the program, with these `arguments` of “desk”.

    `written` are the folders that it writes to, the project's own, `root`, among them; `proxy` is
    the address of a proxy that calls from elsewhere, and `secret` the file of what it alone knows.
    """

    root: Path
    python: Path
    arguments: Sequence[str]
    written: Sequence[Path]
    proxy: str = ""
    secret: Path | None = None

    def unit(self) -> str:
        """Return the unit, as systemd.service(5) has it."""
        command = [
            str(self.python), "-m", "briefkit", "--project", str(self.root), "desk",
            "--no-browser", *self.arguments,
        ]  # fmt: skip
        # systemd reads the file as root, and hands the service a copy that it alone can read.
        handed = "" if self.secret is None else " --proxy-secret %d/proxy-secret"
        secret = [] if self.secret is None else [
            f"LoadCredential=proxy-secret:{_escaped(str(self.secret))}",
        ]  # fmt: skip
        return "\n".join([
            "# Written by “briefkit desk --install-service”.",
            "[Unit]",
            "Description=The desk on which leaflets are made and printed",
            "After=network.target",
            "",
            "[Service]",
            "Type=exec",
            f"User={_NAME}",
            f"Group={_NAME}",
            f"WorkingDirectory={_escaped(str(self.root))}",
            f"ExecStart={' '.join(map(_quoted, command))}{handed}",
            *secret,
            f"RuntimeDirectory={_NAME}",
            f"StateDirectory={_NAME}",
            f"CacheDirectory={_NAME}",
            "RuntimeDirectoryMode=0750",  # a proxy's user in its group finds the socket there
            "StateDirectoryMode=0700",
            "CacheDirectoryMode=0700",
            f"Environment=HOME=%S/{_NAME} BRIEFKIT_STATE=%S/{_NAME} BRIEFKIT_CACHE=%C/{_NAME}",
            f"ReadWritePaths={' '.join(_quoted(str(path)) for path in self.written)}",
            "Restart=on-failure",
            "RestartSec=2",
            "TimeoutStopSec=20",
            "LimitNOFILE=4096",
            f"{_HARDENING}IPAddressAllow={f'localhost {self.proxy}'.strip()}",
            "",
            "[Install]",
            "WantedBy=multi-user.target",
            "",
        ])  # fmt: skip

    def users(self) -> str:
        """Return the user that the service runs as, as sysusers.d(5) has it."""
        return f'u {_NAME} - "briefkit desk" /var/lib/{_NAME}\n'


def install_service(service: Service, folder: Path) -> None:
    """Write a service's files to a folder, and print what an administrator gives next.

    Nothing of the system is changed. Raises UsageError for a project or a program in a person's
    home folder, and OSError where the folder cannot be written.
    """
    for path in (service.root, service.python):
        if any(p.is_relative_to(home) for home in _HOMES for p in (path, path.resolve())):
            raise UsageError(
                Diagnostic(
                    check="service",
                    message="A service with a user of its own can’t use a person’s home folder.",
                    hint="Put the project into /srv and the program into /opt: see docs/office.md.",
                    location=Location(str(path)),
                )
            )
    from briefkit.project import write_atomically

    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / _UNIT, service.unit().encode())
    write_atomically(folder / _USERS, service.users().encode())
    unit, users = (shlex.quote(str(folder / name)) for name in (_UNIT, _USERS))
    owned = " ".join(shlex.quote(str(path)) for path in service.written)
    steps = (
        f"install -Dm 644 {users} /etc/sysusers.d/{_USERS}",
        f"install -Dm 644 {unit} /etc/systemd/system/{_UNIT}",
        "systemd-sysusers",
        f"chown -R {_NAME}: {owned}",
        "systemctl daemon-reload",
        f"systemctl enable {_UNIT}",
        # One that runs already is to run as it is written now.
        f"systemctl restart {_UNIT}",
    )
    console = new_console()
    console.print(f"Written: {folder / _UNIT}")
    console.print(f"Written: {folder / _USERS}")
    console.print("Look at them; then give these as root:")
    for step in steps:
        console.print(f"    {step}", soft_wrap=True)
    console.print("Later: systemctl status briefkit-desk; journalctl -u briefkit-desk")


def _escaped(text: str) -> str:
    """Return a text in which systemd sees none of its specifiers."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """Return a word of a command as systemd.syntax(7) quotes it."""
    word = _escaped(word).replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$-]+", word, re.ASCII):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
