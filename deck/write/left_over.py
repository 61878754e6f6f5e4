"""Which files did a command write last time that the talk no longer has? They go, if nobody has changed them since."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from deck.door import read_regular
from deck.value import Value
from deck.workspace import Workspace


class LeftOver(Value, frozen=True):
    """What was removed, and what somebody has changed and therefore stays."""

    removed: tuple[Path, ...] = ()
    edited: tuple[Path, ...] = ()

    def lines(self, shown: Callable[[Path], str]) -> Iterable[str]:
        """What to print of it."""
        if len(self.removed) > 3:
            yield f"removed {len(self.removed)} files from {shown(self.removed[0].parent)} that the talk no longer has"
        else:
            yield from (f"removed {shown(path)}  (the talk no longer has it)" for path in self.removed)
        yield from (f"kept    {shown(path)}  (somebody edited it; the talk no longer has it)" for path in self.edited)


def clear(
    world: Workspace, command: str, folder: Path, written: Iterable[Path], still: Callable[[str], bool]
) -> LeftOver:
    """Remember what a command has written into a folder, and take away what it wrote before and is there no `still`.

    Nothing is taken away that is not byte for byte what was written, nor anything that was never remembered.
    """
    key = repr((command, str(folder.resolve()), world.slides_file.name))
    # Not named by its content alone, so that `deck clean` does not forget what may be removed.
    record = f"written/{command}-{hashlib.sha256(key.encode()).hexdigest()[:24]}.json"
    before = _read(world.cached(record))
    now = {path.name: _digest(path) for path in written if path.is_file()}
    gone = [name for name in before if name not in now and not still(name)]
    there = [folder / name for name in gone if (folder / name).is_file()]
    removed, edited = [], []
    for path in there:
        if _digest(path) != before[path.name]:
            edited.append(path)
        else:
            with contextlib.suppress(OSError):  # Windows has it open: the next time, then
                path.unlink()
                removed.append(path)
    stays = {name: digest for name, digest in before.items() if name not in gone or (folder / name) in there}
    forgotten = {path.name for path in (*removed, *edited)}
    kept = {name: digest for name, digest in (stays | now).items() if name not in forgotten}
    world.put_in_cache(record, json.dumps(kept, sort_keys=True).encode())
    return LeftOver(tuple(removed), tuple(edited))


def _read(data: bytes | None) -> dict[str, str]:
    with contextlib.suppress(ValueError):
        found = json.loads(data or b"{}")
        if isinstance(found, dict):
            # Only plain names: a record that somebody else wrote must not lead out of the folder.
            return {name: str(digest) for name, digest in found.items() if Path(name).name == name}
    return {}


def _digest(path: Path) -> str:
    return hashlib.sha256(read_regular(path)).hexdigest()
