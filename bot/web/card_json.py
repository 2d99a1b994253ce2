"""Cards and forms as JSON for the store, and back. Places on a page become text: the store refuses floats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.chat.card import Answer, Button, Card, Crop, Fact, Form, FormField, More, Section


def card_written(card: Card) -> dict[str, Any]:
    """The card as JSON."""
    written = asdict(card)
    for section, plain in zip(card.sections, written["sections"], strict=True):
        plain["document"] = _crop_written(section.document)
        _write_crops(section.facts, plain["facts"])
        if section.more is not None:
            _write_crops(section.more.facts, plain["more"]["facts"])
    return written


def card_of(written: Mapping[str, Any]) -> Card:
    """The card again."""
    progress = written["progress"]
    return Card(
        written["title"],
        written["summary"],
        tuple(_section(plain) for plain in written["sections"]),
        tuple(Button(**plain) for plain in written["buttons"]),
        (progress[0], progress[1]) if progress else None,
    )


def form_written(form: Form) -> dict[str, Any]:
    """The form as JSON."""
    return asdict(form)


def form_of(written: Mapping[str, Any]) -> Form:
    """The form again."""
    fields = tuple(
        FormField(**{**plain, "choices": tuple((key, label) for key, label in plain["choices"])})
        for plain in written["fields"]
    )
    return Form(written["action"], written["target"], written["title"], written["send"], fields)


def documents_of(card: Card) -> set[str]:
    """The digests of every document the card shows a part of."""
    return {crop.document for crop in _crops(card)}


def _crops(card: Card) -> Iterator[Crop]:
    for section in card.sections:
        if section.document is not None:
            yield section.document
        facts = (*section.facts, *(section.more.facts if section.more else ()))
        yield from (fact.evidence for fact in facts if fact.evidence is not None)


def _write_crops(facts: Sequence[Fact], written: Sequence[dict[str, Any]]) -> None:
    for fact, plain in zip(facts, written, strict=True):
        plain["evidence"] = _crop_written(fact.evidence)


def _crop_written(crop: Crop | None) -> dict[str, Any] | None:
    if crop is None:
        return None
    return {**asdict(crop), "box": None if crop.box is None else [repr(edge) for edge in crop.box]}


def _crop(written: Mapping[str, Any] | None) -> Crop | None:
    if written is None:
        return None
    box = written["box"]
    edges = None if box is None else (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
    return Crop(written["document"], written["page"], edges, written["turned"])


def _fact(written: Mapping[str, Any]) -> Fact:
    button = Button(**written["button"]) if written["button"] else None
    answers = tuple(_answer(plain) for plain in written["answers"])
    return Fact(written["label"], written["value"], written["mark"], _crop(written["evidence"]), button, answers)


def _answer(written: Mapping[str, Any]) -> Answer:
    values = tuple((name, value) for name, value in written["values"])
    return Answer(written["label"], written["action"], written["target"], values)


def _section(written: Mapping[str, Any]) -> Section:
    return Section(
        written["heading"],
        tuple(_fact(plain) for plain in written["facts"]),
        tuple(written["notes"]),
        _crop(written["document"]),
        tuple(Button(**plain) for plain in written["buttons"]),
        tuple(written["warnings"]),
        tuple(written["brief"]),
        written["brief_mark"],
        written["pages"],
        _more(written["more"]),
    )


def _more(written: Mapping[str, Any] | None) -> More | None:
    if written is None:
        return None
    rows = tuple(tuple(row) for row in written["rows"])
    facts = tuple(_fact(plain) for plain in written["facts"])
    return More(written["label"], facts, tuple(written["heads"]), rows, written["said"], written["mark"])
