"""TeX's notation -> a tree; what cannot be read is told where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from deck.diagnostics import Report, close_matches
from deck.equation.signs import (
    ACCENTS,
    ALPHABETS,
    CLOSING,
    COMMANDS,
    FENCES,
    INSTEAD,
    LIMITS,
    LINES,
    NAMES,
    OPENING,
    SPACES,
    TABLES,
    TYPED,
)
from deck.equation.tree import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Line,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Table,
    inside,
)
from deck.place import Place
from deck.regex import regex

_LONGEST, _DEEPEST = 2_000, 40
"""Characters, and groups in one another: no slide holds a tenth of them."""


def read(tex: str, place: Place, report: Report) -> Formula | None:
    """The formula; None where it has a mistake, which is reported."""
    try:
        if len(tex) > _LONGEST:
            raise _Mistake(f"a formula of {len(tex)} characters", 0, len(tex), "part it: no slide holds as much")
        return Formula(tex, _Reader(tex).whole())
    except _Mistake as mistake:
        where = place.part(mistake.at, mistake.length).span
        report.error("bad-equation", mistake.message, where, mistake.help)
        return None


class _Mistake(Exception):
    def __init__(self, message: str, at: int, length: int, help: str) -> None:
        super().__init__(message)
        self.message, self.at, self.length, self.help = message, at, length, help


class _Token(NamedTuple):
    text: str
    at: int

    @property
    def command(self) -> str:
        """The name of a command; empty where it is none."""
        return self.text[1:] if self.text[:1] == "\\" else ""


_TOKENS: Final = regex(r"\\[A-Za-z]+\*?|\\.|\d+(?:(?:\.|\{,\})\d+)*|\s+|.", re.DOTALL)
_RAW: Final = ("text", "textrm", "textnormal", "mbox", "operatorname", "operatorname*")


class _Reader:
    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._tokens = [_Token(one[0], one.start()) for one in _TOKENS.finditer(tex)]
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        row = self._row()
        left = self._peek()
        if left.text:
            raise self._left_over(left)
        if not any(isinstance(one, Sign) for one in _all(row)):
            raise _Mistake("this formula is empty", 0, len(self._tex), "write it, or take it away")
        return row

    # ------------------------------------------------------------ tokens

    def _peek(self) -> _Token:
        """The next token that is no space; empty at the end."""
        while self._next < len(self._tokens) and self._tokens[self._next].text.isspace():
            self._next += 1
        return self._tokens[self._next] if self._next < len(self._tokens) else _Token("", len(self._tex))

    def _take(self) -> _Token:
        token = self._peek()
        self._next += 1
        return token

    def _expect(self, text: str, opened: _Token, what: str) -> None:
        token = self._take()
        if token.text != text:
            raise _Mistake(f"`{opened.text}` is never closed", opened.at, len(opened.text), f"close it with {what}")

    def _left_over(self, token: _Token) -> _Mistake:
        """What ends something that nothing has begun."""
        begins = {"}": "{", "\\right": "\\left", "\\end": "\\begin{…}"}
        if token.text in begins:
            help = f"write `{begins[token.text]}` before it, or take it away"
            help += "; a brace that is seen is \\}" if token.text == "}" else ""
            return _Mistake(f"`{token.text}` ends what was never begun", token.at, len(token.text), help)
        what = "a new line" if token.text == "\\\\" else "a place to align at"
        help = "write \\begin{aligned} … \\end{aligned} around the lines; \\& for the sign"
        return _Mistake(f"`{token.text}` is {what}, and stands in no table", token.at, len(token.text), help)

    # ------------------------------------------------------------ rows and atoms

    def _row(self) -> Node:
        """Everything up to what ends a row, which is left to be taken."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Mistake("too many groups in one another", self._peek().at, 1, "say it in several formulas")
        parts: list[Node] = []
        while True:
            token = self._peek()
            if token.text in ("", "}", "\\right", "\\end", "&", "\\\\", "\\middle"):
                self._depth -= 1
                return parts[0] if len(parts) == 1 else Row(tuple(parts))
            parts.append(self._with_scripts(self._atom() if token.text not in ("^", "_", "'") else Row()))

    def _with_scripts(self, base: Node) -> Node:
        low: Node | None = None
        high: Node | None = None
        stacked = isinstance(base, Line) and "brace" in base.name
        while True:
            token = self._peek()
            if token.text in ("\\limits", "\\nolimits"):
                self._take()
                stacked = token.text == "\\limits"
            elif token.text == "'":
                primes = ""
                while self._peek().text == "'":
                    self._take()
                    primes += "′"
                if high is not None:
                    raise self._twice(token, "raised")
                high = Sign(primes)
            elif token.text == "^":
                self._take()
                raised = self._argument(token)
                if high is not None and not (isinstance(high, Sign) and high.text[:1] == "′"):
                    raise self._twice(token, "raised")
                high = raised if high is None else Row((high, raised))
            elif token.text == "_":
                self._take()
                if low is not None:
                    raise self._twice(token, "lowered")
                low = self._argument(token)
            else:
                return base if low is None and high is None else Scripts(base, low, high, stacked)

    def _twice(self, token: _Token, way: str) -> _Mistake:
        help = "put all of it into one pair of braces, as in x^{ab}, or braces around what comes first"
        return _Mistake(f"something is {way} twice", token.at, 1, help)

    def _argument(self, of: _Token) -> Node:
        """What belongs to a command: a group in braces, or the next sign."""
        token = self._peek()
        if token.text in ("", "}", "\\right", "\\end", "&", "\\\\", "^", "_"):
            lacks = (
                "something in braces behind it"
                if of.command
                else f"what is {'raised' if of.text == '^' else 'lowered'}"
            )
            example = (
                f"{of.text}{{…}}" if of.command not in ("frac", "dfrac", "tfrac", "binom") else f"{of.text}{{…}}{{…}}"
            )
            raise _Mistake(f"`{of.text}` lacks {lacks}", of.at, len(of.text), f"write {example}")
        if token.text[:1].isdigit() and len(token.text) > 1:
            # TeX takes one digit: x^10 is x¹0, which nobody means.
            message = f"`{of.text}{token.text}` takes the first digit only"
            help = "put each part in braces of its own" if of.command else f"write {of.text}{{{token.text}}}"
            raise _Mistake(message, token.at, len(token.text), help)
        return self._atom()

    def _atom(self) -> Node:
        token = self._take()
        text = token.text
        if text == "{":
            row = self._row()
            self._expect("}", token, "}")
            return row
        if token.command:
            return self._command(token)
        if text[:1].isdigit():
            return Sign(text.replace("{,}", ","), "number")
        if text == "~":
            return Space(SPACES["~"])
        if text in TYPED:
            return Sign(*TYPED[text])
        if text.isalpha() and unicodedata.name(text, "")[:5] in _LETTERS:
            return Sign(text, "letter")
        help = {"%": "write \\%", "#": "write \\#", "$": "write \\$", '"': "write words in \\text{…}"}
        raise _Mistake(
            f"`{text}` is no sign of a formula",
            token.at,
            1,
            help.get(text, "write words in \\text{…}, signs as commands"),
        )

    def _command(self, token: _Token) -> Node:
        name = token.command
        if name in COMMANDS:
            return Sign(*COMMANDS[name])
        if name in SPACES:
            return Space(SPACES[name])
        if name in NAMES:
            return Sign(name, "name")
        if name in LIMITS:
            return Sign(_PARTED.get(name, name), "limit")
        if token.text in FENCES and token.text != "\\.":
            sign = FENCES[token.text]
            return Sign(sign, "open" if sign in OPENING else "close" if sign in CLOSING else "sign")
        if name in ("frac", "dfrac", "tfrac", "cfrac", "binom"):
            top = self._argument(token)
            return Fraction(top, self._argument(token), name != "binom")
        if name == "sqrt":
            return self._root(token)
        if name in ACCENTS:
            return Accent(name, self._argument(token))
        if name in LINES:
            return Line(name, self._argument(token))
        if name in ("overset", "underset", "stackrel"):
            beside = self._argument(token)
            base = self._argument(token)
            return Scripts(base, beside, None, True) if name == "underset" else Scripts(base, None, beside, True)
        if name == "left":
            return self._fenced(token)
        if name == "begin":
            return self._table(token)
        if name in _RAW:
            return self._words(token)
        if name == "mathrm":
            return _upright(self._argument(token))
        if name in ALPHABETS:
            return self._in_alphabet(token)
        if name in ("displaystyle", "textstyle", "scriptstyle", "nonumber", "limits", "nolimits"):
            help = "take it away: a formula by itself is set large, one in a line small"
            help = "write it behind a sum or a limit" if "limits" in name else help
            raise _Mistake(f"`{token.text}` has no meaning here", token.at, len(token.text), help)
        known = (
            *COMMANDS,
            *NAMES,
            *LIMITS,
            *ACCENTS,
            *LINES,
            *ALPHABETS,
            "frac",
            "sqrt",
            "left",
            "begin",
            "text",
            "binom",
        )
        help = INSTEAD.get(name) or close_matches(name, known).replace("`", "`\\", 1)
        what = f"`{token.text}` is not set in formulas" if name in INSTEAD else f"there is no command `{token.text}`"
        raise _Mistake(what, token.at, len(token.text), help or "`deck kinds equation` lists what there is")

    def _root(self, token: _Token) -> Node:
        degree: Node | None = None
        opened = self._peek()
        if opened.text == "[":
            self._take()
            end = next((n for n in range(self._next, len(self._tokens)) if self._tokens[n].text == "]"), -1)
            if end < 0:
                raise _Mistake("`[` is never closed", opened.at, 1, "close it with ]")
            part = _Reader("")
            part._tokens, part._tex = self._tokens[self._next : end], self._tex
            degree, self._next = part.whole(), end + 1
        return Root(self._argument(token), degree)

    def _fenced(self, token: _Token) -> Node:
        before = self._fence(token)
        parts: list[Node] = [self._row()]
        while self._peek().text == "\\middle":
            middle = self._take()
            parts += [Sign(self._fence(middle) or "|", "relation"), self._row()]
        closing = self._take()
        if closing.text != "\\right":
            help = "close it with \\right and a bracket; `\\right.` is one that is not seen"
            raise _Mistake("`\\left` is never closed", token.at, len(token.text), help)
        return Fenced(before, parts[0] if len(parts) == 1 else Row(tuple(parts)), self._fence(closing))

    def _fence(self, token: _Token) -> str:
        fence = self._take()
        if fence.text not in FENCES:
            shown = f"`{fence.text}`" if fence.text else "nothing"
            help = f"write a bracket: {token.text}(, {token.text}[, {token.text}\\{{, {token.text}| or {token.text}."
            raise _Mistake(
                f"behind `{token.text}` stands {shown}, which is no bracket", token.at, len(token.text), help
            )
        return FENCES[fence.text]

    def _name(self, token: _Token) -> str:
        """What stands in the braces behind `\\begin` and `\\end`."""
        words, _ = self._raw(token)
        return words.strip()

    def _raw(self, token: _Token) -> tuple[str, int]:
        """The letters in a pair of braces as they are, and where they begin."""
        opened = self._peek()
        if opened.text != "{":
            raise _Mistake(f"`{token.text}` lacks braces", token.at, len(token.text), f"write {token.text}{{…}}")
        self._take()
        start, depth = opened.at + 1, 1
        while self._next < len(self._tokens):
            one = self._tokens[self._next]
            self._next += 1
            depth += {"{": 1, "}": -1}.get(one.text, 0)
            if not depth:
                return self._tex[start : one.at], start
        raise _Mistake("`{` is never closed", opened.at, 1, "close it with }")

    def _table(self, token: _Token) -> Node:
        name = self._name(token)
        if name not in TABLES:
            help = INSTEAD.get(name) or close_matches(name, TABLES) or f"there are {', '.join(TABLES)}"
            message = f"there is no `\\begin{{{name}}}` in formulas"
            raise _Mistake(message, token.at, self._tokens[self._next - 1].at + 1 - token.at, help)
        rows: list[tuple[Node, ...]] = []
        cells: list[Node] = []
        while True:
            cells.append(self._row())
            end = self._take()
            if end.text == "&":
                continue
            rows.append(tuple(cells))
            cells = []
            if end.text == "\\\\":
                continue
            if end.text == "\\end":
                other = self._name(end)
                if other != name:
                    help = f"write \\end{{{name}}}"
                    raise _Mistake(f"`\\begin{{{name}}}` ends as `{other}`", end.at, len(end.text), help)
                break
            help = f"close it with \\end{{{name}}}"
            raise _Mistake(f"`\\begin{{{name}}}` is never closed", token.at, len(token.text), help)
        if len(rows) > 1 and rows[-1] == (Row(),):
            rows.pop()  # a new line at the end
        wide = max(map(len, rows))
        even = tuple((*row, *(Row(),) * (wide - len(row))) for row in rows)
        before, after = TABLES[name]
        return Table(even, before, after, "cases" if name == "cases" else "aligned" if name in _ALIGNED else "matrix")

    def _words(self, token: _Token) -> Node:
        words, start = self._raw(token)
        bad = next((at for at, sign in enumerate(words) if _is_markup(words, at)), None)
        if bad is not None:
            help = "end the words before it: \\text{if } x > 0"
            raise _Mistake(f"`{token.text}` holds words only", start + bad, 1, help)
        plain = re.sub(r"[~\s]+", " ", words.replace("\\", ""))
        if token.command.startswith("operatorname"):
            return Sign(plain.strip(), "limit" if token.command.endswith("*") else "name")
        return Sign(plain, "text")

    def _in_alphabet(self, token: _Token) -> Node:
        at = self._peek().at
        return _mapped(self._argument(token), ALPHABETS[token.command], at)


def _is_markup(words: str, at: int) -> bool:
    """Whether a sign among words means something to TeX; one behind a backslash is itself."""
    escaped = at > 0 and words[at - 1 : at + 1] in _TYPED
    return words[at] in "\\${}" and not escaped and words[at : at + 2] not in _TYPED


_PARTED: Final = {"limsup": "lim sup", "liminf": "lim inf", "argmax": "arg max", "argmin": "arg min"}
_ALIGNED: Final = ("aligned", "gathered")
_TYPED: Final = ("\\%", "\\$", "\\&", "\\#", "\\_", "\\{", "\\}", "\\ ")
_LETTERS: Final = ("LATIN", "GREEK")
_DIGITS: Final = ("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")


def _all(node: Node) -> Iterator[Node]:
    yield node
    for one in inside(node):
        yield from _all(one)


def _upright(node: Node) -> Node:
    """Letters that are words: those of one row as one."""
    match node:
        case Sign(text=text, sort="letter"):
            return Sign(text, "upright")
        case Row(parts=parts):
            done: list[Node] = []
            for one in map(_upright, parts):
                last = done[-1] if done else None
                if isinstance(one, Sign) and isinstance(last, Sign) and one.sort == last.sort == "upright":
                    done[-1] = Sign(last.text + one.text, "upright")
                else:
                    done.append(one)
            return done[0] if len(done) == 1 else Row(tuple(done))
        case Scripts(base=base, low=low, high=high, stacked=stacked):
            return Scripts(_upright(base), low and _upright(low), high and _upright(high), stacked)
        case _:
            return node


def _mapped(node: Node, alphabet: str, at: int) -> Node:
    """The letters of a node in another alphabet."""
    match node:
        case Sign(text=text, sort="letter" | "upright" | "number" as sort) if alphabet:
            letters = [_letter(one, alphabet) for one in text]
            if None in letters:
                help = "take the command away, or write letters from A to Z in it"
                raise _Mistake(f"`{text}` has no such form", at, 1, help)
            return Sign("".join(filter(None, letters)), "upright" if sort != "number" else sort)
        case Row(parts=parts):
            return Row(tuple(_mapped(one, alphabet, at) for one in parts))
        case Scripts(base=base, low=low, high=high, stacked=stacked):
            return Scripts(_mapped(base, alphabet, at), low, high, stacked)
        case Accent(name=name, of=of):
            return Accent(name, _mapped(of, alphabet, at))
        case _:
            return node


def _letter(letter: str, alphabet: str) -> str | None:
    """A letter or digit in an alphabet of Unicode's; None where it has none."""
    if letter.isdigit():
        names = [f"MATHEMATICAL {alphabet.replace(' ITALIC', '')} DIGIT {_DIGITS[int(letter)]}"]
    else:
        size = "CAPITAL" if letter.isupper() else "SMALL"
        own = unicodedata.name(letter, "").rpartition(" ")[2]
        old = {"FRAKTUR": "BLACK-LETTER"}.get(alphabet, alphabet)
        names = [f"MATHEMATICAL {alphabet} {size} {own}", f"{old} {size} {own}"]
    for name in names:
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return None
