"""What may not stand in a log: receipts, one-time links. Who visits and what they send is not logged at all."""

import logging
import re

# Also one that was typed wrong: it may be a letter away from a right one.
_RECEIPT = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|(?<=/r/)[^\s?\"']+|(?<=/welcome/)[^\s?\"']+", re.IGNORECASE
)


class HideReceipts(logging.Filter):
    """Replaces every receipt in a line before it is written; the address of a page may hold one."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = _RECEIPT.sub("[receipt]", said)
        if hidden != said:
            record.msg, record.args = hidden, None
        return True
