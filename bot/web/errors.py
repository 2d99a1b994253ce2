"""What goes wrong in the web chat.

RuntimeError
└── NotStarted    nobody takes events in; tried again by the page
"""

from __future__ import annotations


class NotStarted(RuntimeError):
    """Nobody takes events in: the process is starting or ending, and the person tries again."""
