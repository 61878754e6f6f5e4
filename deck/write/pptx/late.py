"""Import python-pptx, and leave what it imports besides until somebody uses it.

It escapes five letters with a module of the standard library that brings an HTTP client and TLS with it, and asks
Pillow for what we know of a picture already. Together they are a quarter of what it takes to import python-pptx.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

_SELDOM_USED = frozenset({"urllib.request", "PIL.Image", "PIL.ImageFont"})


@contextmanager
def seldom_used_modules_late() -> Iterator[None]:
    """Meanwhile such a module is imported by name alone; whoever asks for something in it has it loaded then."""
    finder = _Late()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Late:
    # No subclass of `MetaPathFinder`, whose module brings a dozen others along.
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in _SELDOM_USED else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec
