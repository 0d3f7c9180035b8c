"""The channel `smtp`: e-mail over a mail server, encrypted unless it is told otherwise."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from typing import Annotated

import aiosmtplib
import msgspec
from msgspec import Meta

from crossdock.connect import AlertChannel, Secret
from crossdock.connect.errors import quoted
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.alert import Notice
from crossdock_alerts.texts import lines

SECONDS = 20.0
_ADDRESS = r"^[^@\s,;<>]+@[^@\s,;<>]+$"
Address = Annotated[str, Meta(pattern=_ADDRESS, max_length=254)]


class Security(StrEnum):
    STARTTLS = "starttls"
    """Encrypted before anything is told; ports 587 and 25."""
    TLS = "tls"
    """Encrypted from the beginning; port 465."""
    NONE = "none"
    """Not at all: only for a server on the same machine."""


class SmtpSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Over which server, from whom, to whom."""

    host: Annotated[str, Meta(title="Server", description="The mail server's name.", min_length=1)]
    sender: Annotated[Address, Meta(title="From", description="The address that e-mails come from.")]
    recipients: Annotated[tuple[Address, ...], Meta(title="To", description="Who gets them.", min_length=1)]
    port: Annotated[int, Meta(title="Port", ge=1, le=65535)] = 587
    security: Annotated[Security, Meta(title="Encryption", description="How the way to the server is kept.")] = (
        Security.STARTTLS
    )
    username: Annotated[str | None, Meta(title="User", description="Where the server asks who sends.")] = None
    password: Annotated[Secret | None, Meta(title="Password", description="The user's.")] = None


class Smtp(AlertChannel):
    """One e-mail a notice, to all recipients."""

    name = "smtp"
    settings_type = SmtpSettings

    async def send(self, notice: Notice) -> str:
        connected = await self.outside.connect(self.settings.host, self.settings.port)
        try:
            refused, said = await aiosmtplib.send(
                message_of(notice, self.settings),
                hostname=self.settings.host,
                sock=connected,
                timeout=SECONDS,
                use_tls=self.settings.security is Security.TLS,
                start_tls=self.settings.security is Security.STARTTLS,
                username=self.settings.username,
                password=self.settings.password.reveal() if self.settings.password else None,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise _failure(error) from error
        finally:
            connected.close()
        some = f", but not for {len(refused)} of the recipients" if refused else ""
        return f"The mail server took it{some}{quoted(said) or '.'}"


def message_of(notice: Notice, settings: SmtpSettings) -> EmailMessage:
    """The e-mail; its Message-ID is the notice's, so that one that is sent twice can be told to be the same."""
    message = EmailMessage()
    message["From"] = settings.sender
    message["To"] = ", ".join(settings.recipients)
    message["Subject"] = " ".join(f"[Crossdock] {notice.heading}".split())
    message["Date"] = format_datetime(notice.at)
    message["Message-ID"] = f"<{notice.id}@{settings.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content("\n\n".join([*lines(notice), f"Told by the alert rule '{notice.rule}'."]))
    return message


def _failure(error: Exception) -> PlatformError:
    unknown = isinstance(error, aiosmtplib.SMTPAuthenticationError)
    return PlatformError(
        f"The mail server did not take it{quoted(str(error)) or '.'}",
        kind=ErrorKind.STOP if unknown else ErrorKind.RETRY,
        remedy="Check the rule's user and password." if unknown else "Check the rule's server, port and encryption.",
        uncertain=not isinstance(error, aiosmtplib.SMTPResponseException),
    )
