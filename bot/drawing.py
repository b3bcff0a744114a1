"""Makes the messages that carry files, each in a process that ends with it: drawing takes seconds, and more memory than
all the rest of the bot."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

import structlog

from bot.domain.files import File
from bot.domain.program import Program
from bot.flows.matching import aligning, proving
from bot.flows.matching.facts import Draft
from bot.matching.album import album
from bot.matching.round_file import export
from bot.messages.base import Rendered
from bot.messages.matrix import GoalMatrix, MatrixWords
from bot.messages.proof import FILE, RoundFile
from bot.slack.parcels import Make, Parcel, sent_as
from bot.store.outbox import Letter
from bot.store.store import Store
from bot.worker import Worker

log = structlog.get_logger("bot.drawing")

Given = TypeVar("Given")
Made = TypeVar("Made")


def makes(store: Store, program: Callable[[], Program]) -> Mapping[str, Make]:
    """How each kind of message is made that carries files."""

    async def matrix(letter: Letter) -> Rendered | Parcel:
        round_id = int(letter.facts["round_id"])
        async with store.read() as db:
            sitting = await aligning.sitting(db, program(), letter.recipient, round_id)
        if sitting is None:
            return GoalMatrix(round_id).render(program())
        try:
            made = await _apart(album, sitting)
        except (BrokenProcessPool, MemoryError):  # it was tried twice
            log.exception("the goal matrix could not be drawn", round=round_id)
            return GoalMatrix(round_id, failed=True).render(program())
        words = MatrixWords(made.words, made.mentees, made.pictures, made.pages)
        return Parcel(words.comment(), made.files, words.render(program()))

    async def round_file(letter: Letter) -> Rendered | Parcel:
        round_id = int(letter.facts["round_id"])
        async with store.read() as db:
            draft = await proving.provable(db, program(), letter.recipient, round_id)
        if draft is None:
            return RoundFile(round_id).render(program())
        file = File(FILE, "The round, with its proof", await _apart(written, draft))
        return Parcel(
            RoundFile(round_id).comment(sent_as(letter, FILE)),
            (file,),
            RoundFile(round_id, refused=True).render(program()),
        )

    return {GoalMatrix.kind: matrix, RoundFile.kind: round_file}


async def _apart(work: Callable[[Given], Made], given: Given) -> Made:
    worker = Worker()
    try:
        return await worker.run(work, given)
    finally:
        worker.close()


def written(draft: Draft) -> bytes:
    return json.dumps(export(draft.request, draft.outcome)).encode()
