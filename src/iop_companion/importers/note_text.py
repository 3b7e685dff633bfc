"""Notes that another program kept as HTML become plain words again."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li|h[1-6]|tr|blockquote)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|p|em|strong|strike|del|ins|mark|ul|ol|li|div|span|font|h[1-6]|small|big|sub"
    r"|sup|tt|code|pre|blockquote|table|tbody|tr|td)(?:\s[^<>]{0,500})?>",
    re.IGNORECASE,
)


def plain_note(text: str) -> str:
    """Return ``text`` with line breaks for ``<br>`` and without tags.

    Only known tags go: "sleep < 5 h, mood > 6" stays as it is. Entities (``&amp;``) are resolved
    only where a tag shows that the text is HTML.
    """
    broken = _BREAK.sub("\n", text)
    bare = _TAG.sub("", broken)
    if bare != text:
        bare = html.unescape(bare).replace("\u00a0", " ")
    return bare.strip()
