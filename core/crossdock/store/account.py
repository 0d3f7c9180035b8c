"""Who runs the embedded PostgreSQL: whoever starts it, or a system account when that is root.

PostgreSQL refuses to run as root. The account then needs a way to its programs and its data folder; where there
is none, `crossdock.store.system_place` has another place for them. No folder is ever opened for it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import TypedDict

import msgspec

from crossdock.errors import ConfigurationError

SYSTEM_ACCOUNT = "crossdock"
ORDINARY_ACCOUNT = "Or run Crossdock as an ordinary account, or name another PostgreSQL in CROSSDOCK_DATABASE_URL."


class Identity(TypedDict, total=False):
    """What `subprocess` needs to become an account."""

    user: int
    group: int
    extra_groups: tuple[int, ...]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The account of the server's processes and files."""

    name: str
    uid: int
    gid: int

    @property
    def other(self) -> bool:
        """Whether it is another than ours, which only root can become."""
        return self.uid != os.geteuid()

    @property
    def identity(self) -> Identity:
        return Identity(user=self.uid, group=self.gid, extra_groups=()) if self.other else Identity()

    def give(self, folder: Path) -> None:
        """Make a folder of ours the account's."""
        if self.other:
            os.chown(folder, self.uid, self.gid, follow_symlinks=False)

    def reaches(self, path: Path) -> bool:
        """Whether the account may enter a folder or run a program, and every folder on the way to it."""
        if not self.other:
            return True
        # The shell asks the kernel as the account itself, so access control lists count as well.
        probe = ["/bin/sh", "-c", 'test -x "$0"', str(path)]
        return subprocess.run(probe, check=False, cwd="/", **self.identity).returncode == 0


def server_account() -> Account:
    """Our own account; for root the system account 'crossdock', created when there is none.

    Raises ConfigurationError where it cannot be created.
    """
    if os.geteuid() != 0:
        return Account(name=str(os.geteuid()), uid=os.geteuid(), gid=os.getegid())
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        _create_system_account()
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _create_system_account() -> None:
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    homeless = ("--no-create-home", "--home-dir=/nonexistent", "--shell=/usr/sbin/nologin")
    reason = "there is no `useradd`"
    if program:
        made = subprocess.run(
            [program, "--system", "--user-group", *homeless, SYSTEM_ACCOUNT],
            check=False,
            capture_output=True,
            text=True,
        )
        if made.returncode in {0, 9}:  # 9: somebody else created it at the same moment
            return
        reason = made.stderr.strip()
    raise ConfigurationError(
        f"PostgreSQL does not run as root, and its account '{SYSTEM_ACCOUNT}' cannot be created: {reason}.",
        remedy=f"Create a system account named '{SYSTEM_ACCOUNT}'. {ORDINARY_ACCOUNT}",
    )
