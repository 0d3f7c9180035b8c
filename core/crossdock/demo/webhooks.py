"""Where the demo's platforms send what they tell: subscriptions at the shop, addresses entered at the warehouse."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import httpx

from crossdock.demo.control import control
from crossdock.demo.note import HookNote
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.demo.seed_flow import CONNECTIONS, Access
from crossdock.errors import CrossdockError
from crossdock.model.flow import FlowDefinition
from crossdock.studio.studio import Studio

SUBSCRIBES = "shopify"
"""Its webhooks are subscribed to over its API; at the other platform people enter addresses, secret included."""
_SECRETS = {"shopify": "webhook_secret", "seko": "push_secret"}


def hook_notes(flows: Sequence[FlowDefinition], url: str, access: Mapping[str, Access]) -> dict[str, HookNote]:
    """By flow, where its platform reaches it on this machine, and how that proves itself."""
    base = _reachable(url)
    return {
        flow.name: HookNote(
            url=f"{base}/hooks/{ENVIRONMENT}/{PROJECT}/{flow.name}",
            secret=access[connector].secrets[_SECRETS[connector]],
        )
        for flow in flows
        if flow.source.webhook and not flow.source.beside and (connector := CONNECTIONS[flow.source.connection])
    }


async def direct_webhooks(
    studio: Studio,
    operator: str,
    flows: Sequence[FlowDefinition],
    notes: Mapping[str, HookNote],
    addresses: Mapping[str, str],
) -> list[str]:
    """Have every webhook sent to its flow; what could not be done, in words, for the rest is still worth having.

    `operator` is the text of an operator's token, `addresses` are those of the sandboxes.
    """
    failed: list[str] = []
    principal = await studio.tokens.authenticate(operator)
    for flow in flows:
        if flow.name not in notes:
            continue
        try:
            if CONNECTIONS[flow.source.connection] == SUBSCRIBES:
                base = notes[flow.name].url.partition("/hooks/")[0]
                await studio.subscriptions.mend(principal, PROJECT, ENVIRONMENT, flow.name, base)
            else:
                _enter(addresses["seko"], flow, notes[flow.name])
        except (CrossdockError, httpx.HTTPError) as error:
            failed.append(f"Nothing comes to the flow '{flow.name}': {error}")
    return failed


def _enter(sandbox: str, flow: FlowDefinition, note: HookNote) -> None:
    """What a person does at SEKO: give it the address of a service's pushes."""
    service = flow.source.webhook.replace("-", "_")
    control(sandbox, "switches", {f"{service}_url": f"{note.url}/{note.secret}"})


def _reachable(url: str) -> str:
    """The studio's address as seen from this machine, where it listens at all of them."""
    host = urlsplit(url).hostname or ""
    if not ipaddress.ip_address(host).is_unspecified:
        return url
    return url.replace(f"[{host}]" if ":" in host else host, "[::1]" if ":" in host else "127.0.0.1", 1)
