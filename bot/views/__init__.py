"""A claim as a card, what is asked as forms, and one-line answers, in the viewer's language. Pure.

Rights decide which buttons stand on a card (`buttons.py`); the claim decides again when one is pressed.
"""

from bot.views.claim_card import claim_card
from bot.views.deputy_form import deputy_form, end_deputy_form
from bot.views.digest import Together, digest_card
from bot.views.forms import form_for
from bot.views.help_card import help_card
from bot.views.notices import chat_words, notice, refusal
from bot.views.parted import parted_card
from bot.views.reader import GOODS, LAST_PAGE, REGION, Evidence, Good
from bot.views.reminders import dead_letter_card

__all__ = [
    "GOODS",
    "LAST_PAGE",
    "REGION",
    "Evidence",
    "Good",
    "Together",
    "chat_words",
    "claim_card",
    "dead_letter_card",
    "deputy_form",
    "digest_card",
    "end_deputy_form",
    "form_for",
    "help_card",
    "notice",
    "parted_card",
    "refusal",
]
