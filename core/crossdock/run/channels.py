"""Telling over a rule's channel."""

from __future__ import annotations

import anyio
import msgspec
import structlog

from crossdock.connect import AlertChannel, Secret
from crossdock.connect.alert_channel import Outside
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.secret import redact
from crossdock.connect.settings_form import fill
from crossdock.errors import CrossdockError, ErrorKind, PlatformError
from crossdock.model.alert import AlertRule, Notice
from crossdock.store.keyring import Keyring

SEND_SECONDS = 45.0
"""How long one try may take; a channel that takes longer is cut off."""
LONGEST_FAILURE = 1000

_log = structlog.get_logger(__name__)


class Channels:
    """The installed alert channels, as rules have filled them in."""

    def __init__(self, catalogue: Catalogue, keyring: Keyring, outside: Outside) -> None:
        self._catalogue, self._keyring, self._outside = catalogue, keyring, outside

    def check(self, rule: AlertRule, sealed: bytes) -> None:
        """Whether the rule's channel takes its settings; raises InvalidInput saying what is wrong, NotFound."""
        self._open(rule, sealed)

    async def tell(self, rule: AlertRule, sealed: bytes, notice: Notice) -> str:
        """Tell once, over the rule's channel; gives what the other end said.

        Raises PlatformError where it did not arrive, its words free of the rule's secrets.
        """
        secrets: list[Secret] = []
        try:
            channel = self._open(rule, sealed)
            secrets += _secrets(channel)
            with anyio.fail_after(SEND_SECONDS):
                return redact(await channel.send(notice), secrets)
        except PlatformError as error:
            raise _hidden(error, secrets) from None  # what it came from may tell a secret
        except TimeoutError as error:
            raise PlatformError("The other end did not answer in time.", kind=ErrorKind.RETRY) from error
        except CrossdockError as error:
            raise PlatformError(redact(error.message, secrets), kind=ErrorKind.STOP, remedy=error.remedy) from error
        except Exception as error:  # a channel's own mistake must not stop the others
            _log.exception("an alert channel failed", channel=rule.channel, rule=rule.name)
            raise PlatformError(
                f"The channel failed ({type(error).__name__}); the log has the details.",
                kind=ErrorKind.RETRY,
                remedy="Tell the channel's author.",
            ) from error

    def _open(self, rule: AlertRule, sealed: bytes) -> AlertChannel:
        kind = self._catalogue.alert_channel(rule.channel)
        secrets = msgspec.json.decode(self._keyring.open(sealed), type=dict[str, str])
        return kind(fill(kind.settings_type, rule.settings, secrets), self._outside)


def _secrets(channel: AlertChannel) -> list[Secret]:
    values = (getattr(channel.settings, name) for name in channel.settings.__struct_fields__)
    return [value for value in values if isinstance(value, Secret)]


def _hidden(error: PlatformError, secrets: list[Secret]) -> PlatformError:
    return PlatformError(
        redact(error.message, secrets)[:LONGEST_FAILURE],
        kind=error.kind,
        remedy=error.remedy,
        status=error.status,
        retry_after=error.retry_after,
        uncertain=error.uncertain,
    )
