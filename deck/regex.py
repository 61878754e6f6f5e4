"""Regular expressions that are compiled when first used: a tenth of a short build went to others."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def regex(said: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """The same as `re.compile(said, flags)` to whoever calls its methods; a mistake in it shows at the first call."""
    return cast("re.Pattern[AnyStr]", _Late(said, flags))


class _Late:
    def __init__(self, said: str | bytes, flags: int | re.RegexFlag) -> None:
        self.pattern, self._flags = said, flags

    def __getattr__(self, name: str) -> Any:
        compiled = self.__dict__.get("_compiled") or self.__dict__.setdefault(
            "_compiled", re.compile(self.pattern, self._flags)
        )
        # Kept here, so that it is looked up once and then costs what it costs of the expression itself.
        method = getattr(compiled, name)
        setattr(self, name, method)
        return method
