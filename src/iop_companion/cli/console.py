"""What the command line says: results on standard output, one sentence of trouble on the other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(slots=True)
class Console:
    """The two streams of a command. With ``as_json``, standard output holds one object alone."""

    out: TextIO
    err: TextIO
    as_json: bool = False

    @classmethod
    def of_process(cls) -> Console:
        """Return the console of this process as its streams are now."""
        return cls(sys.stdout, sys.stderr)

    def tell(self, content: Any, lines: Iterable[str]) -> None:
        """Say a result: ``content`` as JSON, or ``lines`` to a person."""
        if self.as_json:
            # plain ASCII: no terminal or pipe can get it wrong
            self._write(self.out, json.dumps(content, indent=1))
        else:
            for line in lines:
                self._write(self.out, line)

    def remark(self, sentence: str) -> None:
        """Say something beside the result; silent when a machine listens."""
        if not self.as_json:
            self._write(self.err, sentence)

    def complain(self, sentence: str) -> None:
        """Say what went wrong, on one line."""
        self._write(self.err, " ".join(sentence.split()))

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        encoding = getattr(stream, "encoding", None) or "utf-8"
        stream.write(text.encode(encoding, errors="replace").decode(encoding) + "\n")
        stream.flush()
