"""Cards and forms as plain text of a fixed width, and what every platform needs to show foreign words safely."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.chat.card import Button, Card, Fact, Form, FormField, Mark, Section

#: Marks as signs that need no colour; the words beside them are in `Words`.
SIGNS: dict[Mark, str] = {"": "", "sure": "✓", "likely": "≈", "look": "?", "missing": "✗", "warning": "!"}

#: Invisible letters that turn the reading direction of what follows: a merchant could fake an amount with them.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Words:
    """The few words a platform adds of its own, in the reader's language."""

    updated: str = "updated"
    gone: str = "removed"
    look: str = "please check"
    likely: str = "likely"
    missing: str = "missing"
    warning: str = "attention"
    optional: str = "(may stay empty)"
    now: str = "now:"
    keep: str = "send = to keep it"
    skip: str = "send = to leave it empty"
    choose: str = "send a number"
    choose_several: str = "send one or more numbers, such as 1,3"

    def mark(self, mark: Mark) -> str:
        """The mark with its word: `? please check`. What is sure, likely or plainly missing needs no word."""
        word = {"look": self.look, "warning": self.warning}.get(mark, "")
        return f"{SIGNS[mark]} {word}".strip()


def harmless(text: str) -> str:
    """The text as written, without what could steer a terminal or a page: visible stand-ins for control characters."""
    return "".join(_shown(letter) for letter in text.replace("\r\n", "\n"))


def _shown(letter: str) -> str:
    if letter == "\n":
        return letter
    if letter == "\t":
        return " "
    if letter in _TURNING or letter in "\u2028\u2029":
        return "\ufffd"
    category = unicodedata.category(letter)
    if category == "Cc":
        # U+2400 has a picture for each: an escape is seen as ␛ and does nothing.
        return chr(0x2400 + ord(letter)) if ord(letter) < 0x20 else "\ufffd"
    return "\ufffd" if category == "Cs" else letter


def width(text: str) -> int:
    """Columns the text takes in a terminal: wide letters two, combining ones none."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """The text filled up with spaces to the width."""
    return text + " " * max(0, columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most this width: broken between words, within them only where it must."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if width(line + piece.rstrip()) <= columns:
                line += piece
                continue
            if line.strip():
                lines.append(line.rstrip())
            line = piece.lstrip() if line.strip() else piece
            while width(line) > columns:
                cut = _cut(line, columns)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: after spaces, and around Chinese letters, but not before their punctuation."""
    piece = ""
    for letter in text:
        breaks = piece and (piece[-1] == " " != letter or _columns(letter) == 2 or _columns(piece[-1]) == 2)
        if breaks and letter not in "，。；：？！、）》”】,.;:?!)… " and piece[-1] not in "（《“【(":
            yield piece
            piece = ""
        piece += letter
    if piece:
        yield piece


def _cut(text: str, columns: int) -> int:
    used = 0
    for index, letter in enumerate(text):
        used += _columns(letter)
        if used > columns:
            return max(1, index)
    return len(text)


def card_text(card: Card, words: Words | None = None, columns: int = 76) -> str:
    """The card as a person without pictures or buttons would read it."""
    return "\n".join(line for block in card_blocks(card, words or Words(), columns) for line in (*block, "")).rstrip()


def card_blocks(card: Card, words: Words, columns: int) -> list[list[str]]:
    """Title, sections and buttons as blocks of lines, each line within the width."""
    title = wrapped(harmless(card.title), columns)
    if card.progress is not None:
        title.append(_bar(*card.progress))
    blocks = [title, *(_section(section, words, columns) for section in card.sections)]
    if card.buttons:
        blocks.append(_buttons(card.buttons, columns))
    return [block for block in blocks if block]


def changes(before: Card, after: Card, words: Words) -> Card:
    """What somebody who has read `before` still has to read of `after`: the title, what is new in it, the buttons."""
    old, new = _by_subject(before), _by_subject(after)
    sections = [_news(old.get(subject), section) for subject, section in new.items()]
    gone = [Section(section.heading, notes=(words.gone,)) for subject, section in old.items() if subject not in new]
    told = [one for one in (*sections, *gone) if one.warnings or one.facts or one.notes or one.buttons]
    return replace(after, sections=tuple(told))


def alike(one: Card, other: Card) -> bool:
    """Whether two cards are about the same: the daily digest of today and yesterday's."""
    return [section.heading for section in one.sections] == [section.heading for section in other.sections]


def _by_subject(card: Card) -> dict[tuple[str, int], Section]:
    """The sections by their document or heading, and by which of several such they are."""
    found: dict[tuple[str, int], Section] = {}
    for section in card.sections:
        subject = section.document.document if section.document else section.heading
        found[subject, sum(one == subject for one, _ in found)] = section
    return found


def _news(before: Section | None, after: Section) -> Section:
    if before is None:
        return after
    facts = {(fact.label, fact.value, fact.mark) for fact in before.facts}
    # Targets carry the version and are always new; what is seen of a button is its label.
    same_buttons = [one.label for one in after.buttons] == [one.label for one in before.buttons]
    return replace(
        after,
        facts=tuple(fact for fact in after.facts if (fact.label, fact.value, fact.mark) not in facts),
        warnings=tuple(warning for warning in after.warnings if warning not in before.warnings),
        notes=tuple(note for note in after.notes if note not in before.notes),
        buttons=() if same_buttons else after.buttons,
    )


def _bar(done: int, of: int) -> str:
    filled = 20 * done // of if of else 20
    return f"{'█' * filled}{'░' * (20 - filled)} {done}/{of}"


def _section(section: Section, words: Words, columns: int) -> list[str]:
    lines = wrapped(harmless(section.heading), columns) if section.heading else []
    indent = "   " if section.heading else ""
    room = columns - len(indent)
    body: list[str] = []
    for warning in section.warnings:
        first, *rest = wrapped(harmless(warning), room - 4)
        body += [f"!!! {first}", *(f"    {line}" for line in rest)]
    body += _facts(section.facts, words, room)
    for note in section.notes:
        first, *rest = wrapped(harmless(note), room - 2)
        body += [f"· {first}", *(f"  {line}" for line in rest)]
    if section.buttons:
        body += _buttons(section.buttons, room)
    return lines + [indent + line for line in body]


def _facts(facts: tuple[Fact, ...], words: Words, columns: int) -> list[str]:
    """Two facts beside each other where both are short, labels under labels."""
    gap = max((width(harmless(fact.label)) for fact in facts), default=0) + 2
    half = columns // 2
    lines: list[str] = []
    left = ""
    for fact in facts:
        mark = words.mark(fact.mark)
        value = harmless(fact.value) + (f"  {mark}" if mark else "")
        cell = padded(harmless(fact.label), gap) + value
        if "\n" not in value and width(cell) < half:
            if left:
                lines.append(padded(left, half) + cell)
                left = ""
            else:
                left = cell
            continue
        if left:
            lines.append(left)
            left = ""
        first, *rest = wrapped(value, max(8, columns - gap))
        lines += [padded(harmless(fact.label), gap) + first, *(" " * gap + line for line in rest)]
    if left:
        lines.append(left)
    return lines


def _buttons(buttons: tuple[Button, ...], columns: int) -> list[str]:
    lines = [""]
    for button in buttons:
        drawn = button_text(button)
        if lines[-1] and width(lines[-1]) + 2 + width(drawn) > columns:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + drawn
    return lines


def button_text(button: Button) -> str:
    """`[ Approve ]`; three dots where a form opens first."""
    return f"[ {harmless(button.label)}{' …' if button.opens else ''} ]"


def form_text(form: Form, words: Words | None = None, columns: int = 76) -> str:
    """All questions of a form, one under the other."""
    return "\n".join(line for block in form_blocks(form, words or Words(), columns) for line in (*block, "")).rstrip()


def form_blocks(form: Form, words: Words, columns: int) -> list[list[str]]:
    """Title, fields with their values, and the word on the send button."""
    labels = [width(harmless(field.label)) for field in form.fields if not field.choices]
    gap = min(max(labels, default=0), columns // 2) + 2
    fields = [line for field in form.fields for line in field_lines(field, words, columns, gap)]
    send = f"[ {harmless(form.send)} ]"
    return [block for block in (wrapped(harmless(form.title), columns), fields, [send]) if block]


def field_lines(field: FormField, words: Words, columns: int, gap: int) -> list[str]:
    """One field: label, value or choices, and what is wrong with it. Values begin in the same column."""
    label, value = harmless(field.label), harmless(field.value)
    optional = "" if field.required else f"  {words.optional}"
    if field.kind in ("choice", "several"):
        *lines, row = wrapped(label + optional, columns)
        for key, choice in field.choices:
            taken = "•" if key in field.keys else " "
            drawn = f"  ({taken}) {harmless(choice)}" if field.kind == "choice" else f"  [{taken}] {harmless(choice)}"
            if row and width(row + drawn) > columns:
                lines.append(row)
                row = ""
            row += drawn
        lines += wrapped(row, columns)
    else:
        lines = [] if width(label) < gap else wrapped(label, columns)
        lead = " " * gap if lines else padded(label, gap)
        room = max(8, columns - gap - 2 - width(optional))
        rows = [padded(row, min(24, room)) for row in wrapped(value, room)]
        lines += [(lead if row == 0 else " " * gap) + f"[{text}]" for row, text in enumerate(rows)]
        lines[-1] += optional
    if field.error:
        lines += [f"{' ' * gap}! {line}" for line in wrapped(harmless(field.error), columns - gap - 2)]
    return lines


def framed(blocks: list[list[str]], columns: int, note: str = "", *, close: bool = False) -> str:
    """Blocks in a frame of this width, the first above a rule; `note` stands in its edge, `close` leaves no gaps."""
    inner = columns - 4
    title = f" ↻ {note} " if note else ""
    lines = [f"┌{'─' * (inner - width(title))}{title}──┐"]
    for index, block in enumerate(blocks):
        if index == 1:
            lines.append(f"├{'─' * (inner + 2)}┤")
        elif index > 1 and not close:
            lines.append(f"│{' ' * (inner + 2)}│")
        lines += [f"│ {padded(line, inner)} │" for line in block]
    return "\n".join([*lines, f"└{'─' * (inner + 2)}┘"])


def beside(lines: list[str]) -> str:
    """Lines behind a rule and without a frame: what is only a part of something."""
    return "\n".join(f"│ {line}".rstrip() for line in lines)
