"""Make tables.json: what the schema says of every element that a presentation may hold.

For maintainers, once for each new version: `.venv/bin/python deck/write/pptx/schema/make_tables.py`. It reads the data
that openxml-audit ships (MIT): Microsoft's Open XML SDK (MIT) generates its classes from the same files. They name a
type by its complex type and its element, `a:CT_LineProperties/a:ln`; here it is a number, and elements of one complex
type are one. Where the schema changed from one version of Office to the next, the newest is taken.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

Data = dict[str, Any]

HERE = Path(__file__).parent
# What a deck is written in, and what a hook may add: charts, diagrams, formulas, media, comments and extensions.
SPACES = [
    "p",
    "a",
    "c",
    "dgm",
    "cdr",
    "pic",
    "lc",
    "m",
    "ap",
    "op",
    "vt",
    "p14",
    "p15",
    "p159",
    "p166",
    "p188",
    "p16",
    "p1510",
    "p1912",
    "p216",
    "p223",
    "p228",
    "p232",
    "pc",
    "a14",
    "a15",
    "a16",
    "asvg",
    "a1611",
    "adec",
    "ahyp",
    "am3d",
    "aif",
    "asl",
    "aoe",
    "ask",
    "dsp",
    "dgm14",
    "dgm1612",
    "dgm1611",
    "thm15",
    "c14",
    "c15",
    "c16",
    "c16r2",
    "c16r3",
    "cx",
    "oac",
    "wetp",
    "we",
]
NEWEST = ["Office2007", "Office2010", "Office2013", "Office2016", "Office2019", "Office2021", "Microsoft365"]
_INT = {"Int32Value": (-(2**31), 2**31 - 1), "UInt32Value": (0, 2**32 - 1), "Int64Value": (-(2**63), 2**63 - 1)} | {
    "IntegerValue": (-(2**63), 2**63 - 1), "UInt64Value": (0, 2**64 - 1), "UInt16Value": (0, 65535),
    "Int16Value": (-32768, 32767), "ByteValue": (0, 255), "SByteValue": (-128, 127),
}  # fmt: skip
_XSD = {"byte": "SByteValue", "short": "Int16Value", "int": "Int32Value", "long": "Int64Value"} | {
    "unsignedByte": "ByteValue",
    "unsignedShort": "UInt16Value", "unsignedInt": "UInt32Value", "unsignedLong": "UInt64Value",
}  # fmt: skip
_PLAIN = {"BooleanValue": "b", "OnOffValue": "o", "TrueFalseValue": "o", "TrueFalseBlankValue": "o"} | {
    "DoubleValue": "d", "SingleValue": "d", "DecimalValue": "d", "DateTimeValue": "t", "Base64BinaryValue": "6",
    "HexBinaryValue": "h", "StringValue": "s",
}  # fmt: skip
# Numbers of the simple types that have a range of their own, or none.
_NAMED = {
    "a:ST_Coordinate": ["n", -27273042329600, 27273042316900],
    "a:ST_DrawingElementId": ["n", 0, 2**32 - 1],
    "a:ST_PositiveFixedPercentage": ["n", 0, 100000],
}

# PowerPoint for Mac numbers axes from below nothing, as python-pptx learned from it; every version reads that.
_AXES = ("c:CT_UnsignedInt/c:axId", "c:CT_UnsignedInt/c:crossAx")
_ANY_AXIS = [
    {"Name": "RequiredValidator"},
    {
        "Name": "NumberValidator",
        "Arguments": [
            {"Name": "MinInclusive", "Value": str(-(2**31))},
            {"Name": "MaxInclusive", "Value": str(2**32 - 1)},
        ],
    },
]

# The SDK knows formulas as Word writes them. In PowerPoint they stand in `a14:m`, and look as text of slides does.
_LOOK = ["a:rPr", 0, 1, "a:CT_TextCharacterProperties/a:rPr"]
_IN_SLIDES: dict[str, list[Any]] = {
    "a14:CT_TextMath/a14:m": [
        "or",
        ["m:oMathPara", 1, 1, "m:CT_OMathPara/m:oMathPara"],
        ["m:oMath", 1, 1, "m:CT_OMath/m:oMath"],
    ],
    "m:CT_R/m:r": ["seq", ["m:rPr", 0, 1, "m:CT_RPR/m:rPr"], _LOOK, ["m:t", 0, None, "m:CT_Text/m:t"]],
    "m:CT_CtrlPr/m:ctrlPr": ["seq", _LOOK],
}


def main() -> None:
    read = Reader(files("openxml_audit").joinpath("data/openxml"))
    tables = Maker(read).tables()
    tables["made"] = f"from openxml-audit {version('openxml-audit')} by make_tables.py; see LICENSE.txt"
    (HERE / "tables.json").write_text(json.dumps(tables, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{len(tables['types'])} types, {len(tables['values'])} values", file=sys.stderr)


class Reader:
    """The SDK's own files, by the names that they use."""

    def __init__(self, folder: Any) -> None:
        self.spaces = {one["Prefix"]: one["Uri"] for one in json.loads(folder.joinpath("namespaces.json").read_text())}
        self.types: dict[str, Data] = {}
        self.bases: dict[tuple[str, str], Data] = {}
        self.enums: dict[str, list[str]] = {}
        for file in sorted(folder.joinpath("schemas").iterdir(), key=lambda one: one.name):
            data = json.loads(file.read_text())
            for one in data.get("Types", ()):
                if one["Name"] in _AXES:
                    one = {**one, "Attributes": [{"QName": ":val", "Type": "Int64Value", "Validators": _ANY_AXIS}]}
                self.types[one["Name"]] = one
                self.bases[one["Name"].partition("/")[0], one["ClassName"]] = one
            for enum in data.get("Enums", ()):
                # Attributes say the class, validators the simple type.
                self.enums[enum["Type"]] = [facet["Value"] for facet in enum["Facets"]]
                self.enums[enum["Type"].partition(":")[0] + " " + enum["Name"]] = self.enums[enum["Type"]]

    def attributes(self, one: Data) -> Iterator[Data]:
        yield from one.get("Attributes", ())
        base = self.bases.get((one["Name"].partition("/")[0], one["BaseClass"]))
        if base is not None and base is not one:
            yield from self.attributes(base)

    def particle(self, one: Data) -> Data | None:
        base = self.bases.get((one["Name"].partition("/")[0], one["BaseClass"]))
        return one.get("Particle") or (self.particle(base) if base is not None and base is not one else None)


class Maker:
    def __init__(self, read: Reader) -> None:
        self.read = read
        self.values: list[Any] = []
        self.value_numbers: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.types: list[Any] = []
        self.alike: dict[str, bool] = {}

    def tables(self) -> Data:
        elements: dict[str, list[int]] = {}
        for name, one in self.read.types.items():
            element = name.partition("/")[2]
            if element.partition(":")[0] in SPACES and not one.get("IsAbstract"):
                number = self.number(name)
                known = elements.setdefault(element, [])
                if number not in known:
                    known.append(number)
        used = {element.partition(":")[0] for element in elements} | {"r", "xml"}
        return {
            "spaces": {prefix: uri for prefix, uri in self.read.spaces.items() if prefix in used},
            "values": self.values,
            "types": self.types,
            "elements": elements,
        }

    def number(self, name: str) -> int:
        """Of a type; complex types whose elements all say the same are one."""
        key = name.partition("/")[0] if self._all_alike(name.partition("/")[0]) else name
        if key not in self.numbers:
            self.numbers[key] = len(self.types)
            self.types.append(None)  # before its children, which may hold it
            self.types[self.numbers[key]] = self._type(self.read.types[name])
        return self.numbers[key]

    def _all_alike(self, kind: str) -> bool:
        if kind not in self.alike:
            said = {
                json.dumps([list(self.read.attributes(one)), self.read.particle(one), one.get("Validators")])
                for name, one in self.read.types.items()
                if name.partition("/")[0] == kind and not one.get("IsAbstract")
            }
            self.alike[kind] = len(said) == 1
        return self.alike[kind]

    def _type(self, one: Data) -> Data:
        made: Data = {}
        attributes: Data = {}
        for attribute in self.read.attributes(one):
            name = attribute["QName"].removeprefix(":")
            # Its own come first, those of its base class after them.
            value = self._value(attribute["Type"], attribute.get("Validators", ()))
            attributes.setdefault(name, [value, _is_required(attribute)])
        if attributes:
            made["a"] = attributes
        if one["Name"] in _IN_SLIDES:
            sort, *parts = _IN_SLIDES[one["Name"]]
            made["m"] = [sort, 1, 1, [[*part[:3], self.number(part[3])] for part in parts]]
        elif (particle := self.read.particle(one)) and (model := self._model(particle)):
            made["m"] = model
        if one.get("IsLeafText") or "LeafText" in one["BaseClass"]:
            kind = one["Name"].partition("/")[0]
            made["t"] = self._value(_value_class(kind), one.get("Validators", ()))
        return made

    def _model(self, particle: Data) -> Any:
        least, most = _occurs(particle)
        kind = particle.get("Kind")
        if kind is None:
            if particle["Name"] not in self.read.types:
                return ["any", least, most]
            return [particle["Name"].partition("/")[2], least, most, self.number(particle["Name"])]
        if kind == "Any":
            return ["any", 0, most]
        items = [model for item in particle.get("Items", ()) if (model := self._model(item))]
        if kind == "Group" and len(items) == 1:
            inner = items[0]
            if (least, most) == (1, 1):
                return inner
            if inner[1:3] == [1, 1]:
                return [inner[0], least, most, *inner[3:]]
        return [{"Sequence": "seq", "Choice": "or", "All": "all", "Group": "seq"}[kind], least, most, items]

    def _value(self, kind: str, validators: Any) -> int:
        """The number of a value: a list of what it may be."""
        alternatives = list(self._alternatives(kind, validators))
        key = json.dumps(alternatives)
        if key not in self.value_numbers:
            self.value_numbers[key] = len(self.values)
            self.values.append(alternatives)
        return self.value_numbers[key]

    def _alternatives(self, kind: str, validators: Any) -> Iterator[Any]:
        if listed := re.fullmatch(r"ListValue<(.+)>", kind):
            yield ["l", list(self._alternatives(listed[1], ()))]
            return
        checks = [one for one in validators if one["Name"] not in ("RequiredValidator", "OfficeVersionValidator")]
        versions = [one["Version"] for one in checks if one.get("Version") in NEWEST]
        if versions:
            newest = max(versions, key=NEWEST.index)
            checks = [one for one in checks if one.get("Version") in (None, newest)]
        for one in checks:
            yield self._checked(kind, one)
        if not checks:
            yield self._plain(kind)

    def _checked(self, kind: str, check: Data) -> Any:
        told = {one["Name"]: one["Value"] for one in check.get("Arguments", ()) if "Name" in one}
        of = check.get("Type") or ""
        match check["Name"]:
            case "EnumValidator":
                return ["e", self.read.enums[of]]
            case "NumberValidator":
                base = self._number(of, kind)
                if base[0] not in "nd":
                    return base
                if base[0] == "d":
                    return ["d", _bound(told, "Min", math.inf), _bound(told, "Max", -math.inf)]
                least = _whole_or_none(told, "MinInclusive", 0, "MinExclusive", 1)
                most = _whole_or_none(told, "MaxInclusive", 0, "MaxExclusive", -1)
                return ["n", base[1] if least is None else least, base[2] if most is None else most]
            case _:
                plain = self._plain(kind)
                if plain[0] not in "sh":
                    return plain
                # Of bytes in hexadecimal digits the length is said in bytes.
                times = 2 if plain[0] == "h" or "Hex" in of else 1
                length = told.get("Length")
                least, most = (told.get(name, length) for name in ("MinLength", "MaxLength"))
                pattern = told.get("Pattern")
                if told.get("IsUri") == "True":
                    return ["u"]
                if not (least or most or pattern):
                    return plain
                return [plain[0], int(least or 0) * times, int(most) * times if most else None, pattern]

    def _number(self, of: str, kind: str) -> Any:
        if of.startswith("xsd:"):
            return self._plain(_value_class(of))
        if of in _NAMED:
            return list(_NAMED[of])
        plain = self._plain(kind)
        return plain if plain[0] in "nd" else ["n", -(2**63), 2**63 - 1]

    def _plain(self, kind: str) -> Any:
        if enum := re.fullmatch(r"EnumValue<(.+)>", kind):
            return ["e", self._enum(enum[1])]
        if kind in _INT:
            return ["n", *_INT[kind]]
        return [_PLAIN.get(kind, "s")]

    def _enum(self, dotted: str) -> list[str]:
        """By the class's name; where two schemas have one of that name, by the namespace in it."""
        space, _, name = dotted.rpartition(".")
        found = {key.partition(" ")[0]: values for key, values in self.read.enums.items() if key.endswith(f" {name}")}
        if len(found) > 1:
            wanted = _PREFIX_OF_CLASS.get(space.removeprefix("DocumentFormat.OpenXml."), "")
            if wanted in found:
                return found[wanted]
            return sorted({value for values in found.values() for value in values})
        return next(iter(found.values()))


_PREFIX_OF_CLASS = {"Drawing": "a", "Presentation": "p", "Drawing.Charts": "c", "Drawing.Diagrams": "dgm"} | {
    "Math": "m",
    "Office2010.PowerPoint": "p14", "Office2021.PowerPoint.Comment": "p188",
}  # fmt: skip


def _is_required(attribute: Data) -> int:
    """Whether the newest version of the schema that says something of it asks for it."""
    said = [one for one in attribute.get("Validators", ()) if one["Name"] == "RequiredValidator"]
    if not said:
        return 0
    newest: Callable[[Data], int] = lambda one: NEWEST.index(one["Version"]) if one.get("Version") in NEWEST else -1  # noqa: E731
    told = {one["Name"]: one["Value"] for one in max(said, key=newest).get("Arguments", ()) if "Name" in one}
    return int(told.get("IsRequired") != "False")


def _occurs(particle: Data) -> tuple[int, int | None]:
    occurs = particle.get("Occurs")
    if not occurs:
        return 1, 1
    return occurs[-1].get("Min", 0), occurs[-1].get("Max")


def _bound(told: Data, side: str, inside: float) -> float | None:
    """The last number that is allowed; beside a bound that is not, the next one towards `inside`."""
    if f"{side}Exclusive" in told:
        return math.nextafter(float(told[f"{side}Exclusive"]), inside)
    found = told.get(f"{side}Inclusive")
    return None if found is None else int(found) if float(found).is_integer() else float(found)


def _whole_or_none(told: Data, inclusive: str, none: int, exclusive: str, beyond: int) -> int | None:
    if inclusive in told:
        return int(float(told[inclusive])) + none
    return int(float(told[exclusive])) + beyond if exclusive in told else None


def _value_class(of: str) -> str:
    name = of.rpartition(":")[2]
    if not of.startswith("xsd:"):
        return "StringValue"
    others = {"boolean": "BooleanValue", "double": "DoubleValue", "float": "DoubleValue", "decimal": "DoubleValue"}
    others |= {"dateTime": "DateTimeValue", "base64Binary": "Base64BinaryValue", "hexBinary": "HexBinaryValue"}
    return _XSD.get(name) or others.get(name, "StringValue")


if __name__ == "__main__":
    main()
