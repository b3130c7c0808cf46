"""What a log may not keep."""

import logging
import re

# Who has the address of a calendar feed or an invitation, has what it opens.
_SECRET = re.compile(r"(/(?:agenda|uitnodiging)/)[^/?\s\"']+")


class HideSecrets(logging.Filter):
    """Replace the secret in an address before a line is written; no line is dropped."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = _SECRET.sub(r"\1(geheim)", said)
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
