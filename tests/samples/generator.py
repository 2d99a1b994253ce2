"""Documents without end: `document(seed, kind)` is the same document for the same seed, and says what is printed on it.

Everything on them is invented, from the lists in `words`; tax numbers pass their check digits and belong to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from tests.samples import forms_zh, hotels, slips_zh, tills
from tests.samples.drawn import Drawn

KINDS: Mapping[str, Callable[[Random], Drawn]] = {
    "shop": lambda rng: tills.till(rng, "shop"),
    "restaurant": lambda rng: tills.till(rng, "restaurant"),
    "fuel": lambda rng: tills.till(rng, "fuel"),
    "parking": lambda rng: tills.till(rng, "parking"),
    "hotel": hotels.hotel,
    "shop_zh": slips_zh.shop,
    "restaurant_zh": slips_zh.restaurant,
    "taxi_receipt": slips_zh.taxi,
    "ride_list": slips_zh.rides,
    "train_ticket": forms_zh.train,
    "quota_invoice": forms_zh.quota,
    "vat_invoice_photo": forms_zh.paper_invoice,
    "vat_einvoice_image": forms_zh.einvoice,
}


def document(seed: int, kind: str) -> Drawn:
    """The document of that kind which the seed stands for. Raises ValueError for a kind we cannot draw."""
    if kind not in KINDS:
        raise ValueError(f"no kind {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind](Random(f"{kind} {seed}"))
