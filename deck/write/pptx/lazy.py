"""XML parts that are parsed when somebody asks for what is in them, and are kept as bytes before and after."""

from __future__ import annotations

from typing import Any, ClassVar

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.parts import chart, presentation, slide

from deck.write.pptx.linear import LinearPackage, LinearPart

# What python-pptx keeps of a part once somebody asked for it, by the attribute that gives it.
_PROXIES = (
    "slide",
    "notes_slide",
    "slide_layout",
    "slide_master",
    "notes_master",
    "presentation",
    "chart",
    "chart_workbook",
)


class LazyPart(LinearPart, XmlPart):
    """A part that is a tree of elements only while somebody works on it: as one it takes ten times as much memory.

    Most layouts of a template are never looked into, and a slide is done once it is filled.
    """

    _tree: Any = None

    @classmethod
    def load(cls, partname: Any, content_type: str, package: Any, blob: bytes) -> Any:
        part = cls(partname, content_type, package, None)
        part._blob = blob
        return part

    @property
    def _element(self) -> Any:
        if self._tree is None and self._blob is not None:
            self._tree = parse_xml(self._blob)
        return self._tree

    @_element.setter
    def _element(self, element: Any) -> None:
        self._tree = element

    @property
    def blob(self) -> bytes:
        """The part's bytes: those that it was loaded or frozen with, as long as nobody asked for its elements."""
        written: bytes = self._blob if self._tree is None else super().blob
        return written

    @property
    def is_open(self) -> bool:
        """Whether somebody may have changed its elements since it was loaded or frozen."""
        return self._tree is not None

    def freeze(self) -> None:
        """Keep what its elements say now as bytes, and let go of them."""
        self._blob = self.blob
        self.close()

    def close(self) -> None:
        """Let go of its elements, whatever was done to them; who asks again gets new ones."""
        self._tree = None
        for name in _PROXIES:
            self.__dict__.pop(name, None)


class PresentationPart(LazyPart, presentation.PresentationPart):
    pass


class SlidePart(LazyPart, slide.SlidePart):
    pass


class SlideLayoutPart(LazyPart, slide.SlideLayoutPart):
    pass


class SlideMasterPart(LazyPart, slide.SlideMasterPart):
    pass


class NotesMasterPart(LazyPart, slide.NotesMasterPart):
    pass


class NotesSlidePart(LazyPart, slide.NotesSlidePart):
    pass


class ChartPart(LazyPart, chart.ChartPart):
    pass


class LazyPackage(LinearPackage):
    """A package whose slides, layouts, masters and notes are parsed when they are asked for."""

    part_classes: ClassVar = {
        CT.PML_PRESENTATION_MAIN: PresentationPart,
        CT.PML_SLIDE: SlidePart,
        CT.PML_SLIDE_LAYOUT: SlideLayoutPart,
        CT.PML_SLIDE_MASTER: SlideMasterPart,
        CT.PML_NOTES_MASTER: NotesMasterPart,
        CT.PML_NOTES_SLIDE: NotesSlidePart,
        CT.DML_CHART: ChartPart,
    }
