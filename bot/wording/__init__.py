"""Every sentence, one catalogue a language: `wording("zh").say("no-purpose")`."""

from bot.wording.wording import TOPICS, Unworded, Wording, wording

__all__ = ["TOPICS", "Unworded", "Wording", "wording"]
