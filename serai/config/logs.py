"""Keeps personal data out of the log: no exception values, no request bodies, no SQL parameters."""

import logging
import re
import time
from http import HTTPStatus

ADDRESS = re.compile(r"\?\S*")


class NoValues(logging.Filter):
    """Drops what an exception says (its type and place stay), every query string, and the address that was asked:
    somebody may have pasted a name into it. What stays is which page it was."""

    def filter(self, record: logging.LogRecord) -> bool:
        if path := getattr(getattr(record, "request", None), "path", ""):
            record.msg, record.args = ADDRESS.sub("", _with_the_page(record, path)), ()
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


def _with_the_page(record: logging.LogRecord, path: str) -> str:
    """Which page it was in place of the address, which Django also writes with every foreign letter spelt out."""
    said, page = record.getMessage(), getattr(getattr(record.request, "resolver_match", None), "route", "")  # type: ignore[attr-defined]
    for written in (path.encode("unicode_escape").decode("ascii"), path):
        said = said.replace(written, f"/{page}") if len(written) > 1 else said
    return said


class InUtc(logging.Formatter):
    """When it was, the same on every machine: `2026-11-22T08:15:00.123Z`."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"
