"""Keeps personal data out of the log: no exception values, no request bodies, no SQL parameters."""

import logging
import re
import time
from http import HTTPStatus

ADDRESS = re.compile(r"\?\S*")


class NoValues(logging.Filter):
    """Drops what an exception says (its type and place stay), every query string, and an address that leads nowhere:
    somebody may have pasted a name into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            kind, _value, trace = record.exc_info
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
            record.msg = f"{ADDRESS.sub('', record.getMessage())} [{kind.__name__} at {where}]"
            record.args, record.exc_info, record.exc_text = (), None, None
        elif record.args:
            record.msg, record.args = ADDRESS.sub("", record.getMessage()), ()
        if getattr(record, "status_code", 0) == HTTPStatus.NOT_FOUND:
            record.msg, record.args = "Not found", ()
        return True


class InUtc(logging.Formatter):
    """When it was, the same on every machine: `2026-11-22T08:15:00.123Z`."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"
