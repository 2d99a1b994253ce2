"""抬头: whether a document is made out to the company, by the name that it gives for the buyer. Pure."""

from __future__ import annotations

import re
import unicodedata

_CHINESE = re.compile("[\u4e00-\u9fff]")


def made_out_to(written: str, company: str) -> bool:
    """Whether the name on the document may be the company's: the same letters, one misread among them at most.

    Spaces, brackets and width do not count. Of a name in another script nothing can be said, so it may be.
    """
    name, own = _letters(written), _letters(company)
    if not name or bool(_CHINESE.search(name)) != bool(_CHINESE.search(own)):
        return True
    # A company may have entered its name in two languages, and a short one gets no letter for nothing.
    if name in own:
        return True
    misread = sum(one != other for one, other in zip(name, own, strict=False))
    return len(name) == len(own) >= 6 and misread == 1


def _letters(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())
