"""The contract of a connector: inherit it, name the connector, and every check runs on it.

class TestAcme(ConnectorContract):
    connector = Acme
    settings = AcmeSettings(shop="demo", token=Secret("made-up-token"))
    parameters: ClassVar[Mapping[str, Any]] = {"refund": {"order_id": 1}}

What a platform does in its own way is a method to override: `page`, `pages`, `deliveries`, `tells`, `accepted_answer`,
`refused_answer`, `repeated_answer`, `batch_answer`, `token_answer` (see `Subject`). Each check keeps a rule of `crossdock.testing.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from inspect import signature

from crossdock.testing.batches import BatchChecks
from crossdock.testing.declared import DeclarationChecks
from crossdock.testing.failing import FailureChecks
from crossdock.testing.looking import LookingChecks
from crossdock.testing.offering import OfferingChecks
from crossdock.testing.paging import PagingChecks
from crossdock.testing.reading import ReadingChecks
from crossdock.testing.rules import checks_of, require_whole
from crossdock.testing.secrecy import SecrecyChecks
from crossdock.testing.subject import CHOICES, Subject
from crossdock.testing.telling import TellingChecks
from crossdock.testing.tokens import TokenChecks
from crossdock.testing.webhooks import WebhookChecks
from crossdock.testing.writing import WritingChecks


class ConnectorContract(
    DeclarationChecks,
    TellingChecks,
    SecrecyChecks,
    TokenChecks,
    ReadingChecks,
    PagingChecks,
    FailureChecks,
    WebhookChecks,
    WritingChecks,
    LookingChecks,
    BatchChecks,
    OfferingChecks,
):
    """Settings, resources, reading, failures, webhooks, writing: what everyone may rely on with every connector."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        require_whole(cls, ("connector", "settings"))
        if not any(resource.path is not None for resource in cls.connector.resources):
            cls._leave_out([*checks_of(FailureChecks), SecrecyChecks.test_no_error_of_a_read_holds_a_secret.__name__])
        if not cls.fetches_tokens():
            cls._leave_out(checks_of(TokenChecks))
        cls._leave_out(name for name in checks_of(cls) if not all(map(cls.declared, _choices(cls, name))))

    @classmethod
    def _leave_out(cls, names: Iterable[str]) -> None:
        """Checks of what a connector does not do have nothing to check."""
        for name in names:
            setattr(cls, name, None)


def _choices(contract: type[Subject], check: str) -> list[str]:
    return [name for name in signature(getattr(contract, check)).parameters if name in CHOICES]
