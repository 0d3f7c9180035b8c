"""The channel `smtp`, at a mail server on loopback."""

from __future__ import annotations

from email import message_from_string, policy
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from crossdock.connect import Secret
from crossdock.connect.outside import GuardedOutside
from crossdock.connect.settings_form import check_settings
from crossdock.errors import PlatformError
from crossdock.model.alert import Notice
from crossdock_alerts.smtp import Security, Smtp, SmtpSettings

if TYPE_CHECKING:
    from conftest import MailServer

TO = ("ops@example.com", "desk@example.com")


def settings(port: int, **more: Any) -> SmtpSettings:
    given = {"security": Security.NONE, "recipients": TO} | more
    return SmtpSettings(host="127.0.0.1", port=port, sender="crossdock@example.com", **given)


async def test_an_e_mail_goes_to_everybody(notice: Notice, mail_server: MailServer) -> None:
    said = await Smtp(settings(mail_server.port), mail_server.outside).send(notice)
    assert said.startswith("The mail server took it")
    assert {line for line in mail_server.said if line.startswith("RCPT")} == {f"RCPT TO:<{to}>" for to in TO}
    mail = message_from_string(mail_server.mail, policy=policy.default)
    assert mail["Subject"] == "[Crossdock] Alert: acme/live, flow-stopped, orders"
    assert mail["Message-ID"] == f"<{notice.id}@example.com>"
    assert "Mend the connection" in mail.get_content()


async def test_a_recipient_that_is_refused_is_told_and_the_others_get_it(
    notice: Notice, mail_server: MailServer
) -> None:
    mail_server.refused = "desk@"
    said = await Smtp(settings(mail_server.port), mail_server.outside).send(notice)
    assert "not for 1 of the recipients" in said
    assert mail_server.mail


async def test_nobody_who_takes_it_is_a_failure(notice: Notice, mail_server: MailServer) -> None:
    mail_server.refused = "RCPT"
    with pytest.raises(PlatformError, match="did not take it"):
        await Smtp(settings(mail_server.port), mail_server.outside).send(notice)


async def test_nothing_is_told_to_a_server_that_cannot_encrypt(notice: Notice, mail_server: MailServer) -> None:
    asked = settings(mail_server.port, security=Security.STARTTLS, username="ops", password=Secret("made up"))
    with pytest.raises(PlatformError, match="did not take it"):
        await Smtp(asked, mail_server.outside).send(notice)
    assert not any(line.startswith(("MAIL", "AUTH", "DATA")) for line in mail_server.said)


def test_an_e_mail_is_encrypted_unless_it_is_told_otherwise() -> None:
    assert SmtpSettings(host="mail.example.com", sender="a@example.com", recipients=TO).security is Security.STARTTLS


async def test_a_server_inside_the_network_is_not_asked(notice: Notice, mail_server: MailServer) -> None:
    with pytest.raises(PlatformError, match="may not reach"):
        await Smtp(settings(mail_server.port), GuardedOutside(frozenset())).send(notice)
    assert mail_server.said == []


async def test_a_line_break_in_a_subject_makes_no_header(notice: Notice, mail_server: MailServer) -> None:
    odd = msgspec.structs.replace(
        notice, alert=msgspec.structs.replace(notice.alert, subject="a\r\nBcc: b@example.com")
    )
    await Smtp(settings(mail_server.port), mail_server.outside).send(odd)
    assert message_from_string(mail_server.mail, policy=policy.default)["Bcc"] is None


@pytest.mark.parametrize(
    "address", ["ops", "ops@example.com, desk@example.com", "Ops <ops@example.com>", "a@b\r\nBcc:c"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    given = {"host": "mail.example.com", "sender": "a@example.com", "recipients": [address]}
    assert check_settings(SmtpSettings, given, {})
