"""From a task to a report: suggesters are asked, what they say is tried on the examples, and a first text is made."""

from __future__ import annotations

from anyio import to_thread

from crossdock.model.suggestion import SuggesterOutcome, SuggestionReport, SuggestionTask
from crossdock.suggest.candidates import candidates_of
from crossdock.suggest.compose import compose
from crossdock.suggest.process import Answer
from crossdock.suggest.ranking import chosen, ranked
from crossdock.suggest.suggesters import Suggesters
from crossdock.suggest.trial import Trial


async def suggestions_for(task: SuggestionTask, suggesters: Suggesters, trial: Trial, least: float) -> SuggestionReport:
    """What may fill each field; the text is made of suggestions with at least that confidence."""
    answers = await suggesters.ask(task)
    candidates = await to_thread.run_sync(candidates_of, task, answers)
    fields = await ranked(task.fields, candidates, task.pairs, trial)
    choices = chosen(fields, least)
    return SuggestionReport(
        fields=fields,
        suggesters=tuple(_outcome(name, answer) for name, answer in answers.items()),
        choices=choices,
        text=compose(choices)[0],
    )


def _outcome(name: str, answer: Answer) -> SuggesterOutcome:
    return SuggesterOutcome(name=name, suggestions=len(answer.suggestions), failure=answer.failure)
