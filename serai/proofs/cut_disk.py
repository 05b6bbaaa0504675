"""A disk that keeps only what was synced: what a power cut leaves, without cutting the power. And a disk that is full.

SQLite asks a table of functions for every write and sync. In this process we put our own in that table (by ctypes: no
compiler is needed): they do what was asked, note each write, and bring what was noted to a *shadow* of the file when
SQLite syncs it. Kill the process, and the shadow is the disk after the cut. A share of the writes, `early`, reaches the
shadow at once, as a disk may do in any order: what was acknowledged must survive that too.

`room` is how many bytes the files may still grow: then a write gets half-way and fails, as on a full disk.

It works with each SQLite that shows its functions: that of sqlcipher3, and that of Python where it is a library of its
own (Debian, pyenv); the one built into uv's Pythons may hide them.
"""

import ctypes
import math
import os
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

OK, FULL = 0, 13
FUNCTIONS = 18  # of a file: close, read, write, truncate, sync, and what we leave as it is
WRITE, TRUNCATE, SYNC = 2, 3, 4
OPEN, DELETE = 0, 1

_WATCHED: list["CutDisk"] = []  # C calls into these as long as the process lives: none may be collected

type Noted = tuple[int, bytes | None]  # where, and what; None: the file was cut off there


class CannotWatch(Exception):
    """The writes of this SQLite cannot be watched."""


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("size_of_file", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("functions", ctypes.c_void_p * 2),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("functions", ctypes.c_void_p * FUNCTIONS)]


_INT, _LONG, _POINTER = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p  # names too: SQLite keeps the very pointer
_Open = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_Delete = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_Write = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_Truncate = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_Sync = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


def _library(*, encrypted: bool) -> Any:
    """The library in which the writes happen. Raises CannotWatch."""
    module = import_module("sqlcipher3._sqlite3" if encrypted else "_sqlite3")
    try:
        library = ctypes.CDLL(getattr(module, "__file__", None))
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    except (AttributeError, OSError) as hidden:
        raise CannotWatch from hidden
    return library


def _path(name: int) -> Path:
    return Path(os.fsdecode(ctypes.string_at(name)))


def can_watch(*, encrypted: bool) -> bool:
    """Whether the writes of this SQLite can be watched on this machine."""
    try:
        return sys.platform != "win32" and bool(_library(encrypted=encrypted).sqlite3_vfs_find(None))
    except CannotWatch:
        return False


class CutDisk:
    """From `watch` on, every file that SQLite opens in this process has a shadow in another folder."""

    def __init__(self, *, shadow: Path, early: float = 0.0, seed: int = 0, room: float = math.inf) -> None:
        self.shadow, self.early, self.room = shadow, early, room
        self.chance = Random(seed)  # noqa: S311 - which writes come early, not a secret
        self.paths: dict[int, Path] = {}
        self.ends: dict[Path, int] = {}
        self.noted: dict[Path, list[Noted]] = defaultdict(list)
        self.methods: dict[int, tuple[Any, _Methods]] = {}
        self.kept: list[Any] = []

    def watch(self, *, encrypted: bool) -> None:
        """Raises CannotWatch."""
        vfs = _library(encrypted=encrypted).sqlite3_vfs_find(None).contents
        self._open, self._delete = _Open(vfs.functions[OPEN]), _Delete(vfs.functions[DELETE])
        ours = _Open(self._on_open), _Delete(self._on_delete)
        self.kept += [vfs, *ours]
        _WATCHED.append(self)
        for place, function in zip((OPEN, DELETE), ours, strict=True):
            vfs.functions[place] = ctypes.cast(function, ctypes.c_void_p).value

    # --- what SQLite calls -------------------------------------------------------------------------------------
    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        answer: int = self._open(vfs, name, file, flags, out)
        if answer == OK and name is not None:
            self.paths[file] = self.shadow / _path(name).name
            self.paths[file].touch(mode=0o600)
            self.ends[self.paths[file]] = _path(name).stat().st_size
            methods = ctypes.c_void_p.from_address(file)
            methods.value = self._ours(int(methods.value or 0))
        return answer

    def _on_delete(self, vfs: int, name: int, is_synced: int) -> int:
        path = self.shadow / _path(name).name
        self.noted.pop(path, None)
        path.unlink(missing_ok=True)
        return int(self._delete(vfs, name, is_synced))

    def _ours(self, methods: int) -> int:
        """A copy of SQLite's own table, with three functions of ours in it."""
        if methods not in self.methods:
            theirs = _Methods.from_address(methods)
            copy = _Methods.from_buffer_copy(theirs)
            write, cut, sync = _Write(theirs.functions[WRITE]), _Truncate(theirs.functions[TRUNCATE]), theirs.functions
            ours = self._writer(write), self._cutter(cut), self._syncer(_Sync(sync[SYNC]))
            for place, function in zip((WRITE, TRUNCATE, SYNC), ours, strict=True):
                copy.functions[place] = ctypes.cast(function, ctypes.c_void_p).value
            self.methods[methods] = ours, copy
        return ctypes.addressof(self.methods[methods][1])

    def _writer(self, theirs: Any) -> Any:
        def write(file: int, what: int, size: int, where: int) -> int:
            path = self.paths[file]
            grows = max(0, where + size - self.ends[path])
            if grows > self.room:
                theirs(file, what, size // 2, where)
                return FULL
            answer = int(theirs(file, what, size, where))
            if answer == OK:
                self.room, self.ends[path] = self.room - grows, self.ends[path] + grows
                self._note(path, (where, ctypes.string_at(what, size)))
            return answer

        return _Write(write)

    def _cutter(self, theirs: Any) -> Any:
        def truncate(file: int, size: int) -> int:
            answer = int(theirs(file, size))
            if answer == OK:
                self._note(self.paths[file], (size, None))
            return answer

        return _Truncate(truncate)

    def _syncer(self, theirs: Any) -> Any:
        def sync(file: int, flags: int) -> int:
            answer = int(theirs(file, flags))
            if answer == OK:
                self._bring(self.paths[file], self.noted.pop(self.paths[file], []))
            return answer

        return _Sync(sync)

    # --- the shadow --------------------------------------------------------------------------------------------
    def _note(self, path: Path, one: Noted) -> None:
        self.noted[path].append(one)
        if one[1] is not None and self.chance.random() < self.early:
            self._bring(path, [one])

    def _bring(self, path: Path, noted: list[Noted]) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            for where, what in noted:
                if what is None:
                    os.ftruncate(handle, where)
                else:
                    os.pwrite(handle, what, where)
        finally:
            os.close(handle)
