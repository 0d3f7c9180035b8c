"""The contract of a connector: inherit it, name the connector, and every check runs on it.

class TestAcme(ConnectorContract):
    connector = Acme
    settings = AcmeSettings(shop="demo", token=Secret("made-up-token"))
    parameters: ClassVar[Mapping[str, Any]] = {"refund": {"order_id": 1}}

What a platform does in its own way is a method to override: `page`, `pages`, `deliveries`, `tells`, `accepted_answer`,
`refused_answer`, `repeated_answer` (see `Subject`).
"""

from __future__ import annotations

from crossdock.connect import LinkHeader, SinglePage
from crossdock.testing.declared import DeclarationChecks
from crossdock.testing.failing import FailureChecks
from crossdock.testing.paging import PagingChecks
from crossdock.testing.reading import ReadingChecks
from crossdock.testing.subject import Subject
from crossdock.testing.webhooks import WebhookChecks
from crossdock.testing.writing import WritingChecks


class ConnectorContract(DeclarationChecks, ReadingChecks, PagingChecks, FailureChecks, WebhookChecks, WritingChecks):
    """Settings, resources, reading, failures, webhooks, writing: what everyone may rely on with every connector."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if all(isinstance(resource.paging, SinglePage) for resource in cls.connector.resources):
            cls._leave_out(PagingChecks)
        elif not any(isinstance(resource.paging, LinkHeader) for resource in cls.connector.resources):
            cls._leave_out_check(PagingChecks.test_a_next_page_at_another_host_is_not_asked.__name__)
        if not cls.connector.webhooks:
            cls._leave_out(WebhookChecks)
        if not cls.connector.operations:
            cls._leave_out(WritingChecks)

    @classmethod
    def _leave_out(cls, checks: type[Subject]) -> None:
        """Checks of what a connector does not do have nothing to check."""
        for check in vars(checks):
            if check.startswith("test_"):
                cls._leave_out_check(check)

    @classmethod
    def _leave_out_check(cls, check: str) -> None:
        setattr(cls, check, None)
