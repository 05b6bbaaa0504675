"""What is uploaded stays in memory: no temporary file of somebody's papers, or of a list of people, is ever written."""

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# waitress puts what is larger than this into a file; granian keeps it in memory by itself.
WAITRESS = {"inbuf_overflow": 64 * 1024 * 1024, "outbuf_overflow": 64 * 1024 * 1024}


class InMemory(FileUploadHandler):
    """Keeps what is sent with one request up to `UPLOAD_MEGABYTES`. What is more is let go, and the file keeps its true
    size, by which the form refuses it with a sentence."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.left = settings.UPLOAD_MEGABYTES * 1024 * 1024
        self.kept = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.left -= len(raw_data)
        if self.left < 0:
            self.kept = io.BytesIO()
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        told = (self.field_name, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
        return InMemoryUploadedFile(self.kept, *told)
