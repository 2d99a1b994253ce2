"""What takes the place of a claim's card once the claim does not concern the person any more."""

from __future__ import annotations

from bot.chat.card import Card, Section
from bot.claims.claim import Claim
from bot.claims.farewell import farewell
from bot.claims.people import Employee, People
from bot.wording import wording


def parted_card(claim: Claim, viewer: Employee, people: People) -> Card:
    """That it is somebody else's now, and nothing of its content."""
    words, said = wording(viewer.locale), farewell(claim, people)
    sentence = words.say(said.key, **said.values)
    title = words.say("say-parted_title", reference=claim.reference)
    return Card(title, sentence, (Section(notes=(sentence,)),), ())
