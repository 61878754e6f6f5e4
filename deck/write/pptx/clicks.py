"""What appears or plays on a slide with each click, as the time line that PowerPoint itself writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from pptx.oxml import parse_xml

from deck.brand.drawingml import NAMESPACES
from deck.layout.table_steps import name_of
from deck.page import ChartBox, Element, Page, PictureBox, Target, TextBox

_HELD = 'fill="hold"'
_NOW = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'
_AT_A_CLICK = '<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>'
_APPEAR = 'presetID="1" presetClass="entr" presetSubtype="0"'


def add_clicks(slide: Any, page: Page, ids: Mapping[str, int]) -> None:
    """Give a `p:sld` its `p:timing`; `ids` are the numbers of its shapes, by name."""
    slide.insert_element_before(parse_xml(_Writer(page, ids).timing()), "p:extLst")


class _Writer:
    """Numbers the steps of one time line."""

    def __init__(self, page: Page, ids: Mapping[str, int]) -> None:
        self.ids = ids
        self.steps = [[target for target in step if target.name in ids] for step in page.steps]
        self.elements: dict[str, Element] = {element.name: element for element in page.elements}
        self.plays = [picture for picture in page.plays if picture.name in ids]
        self.numbers = count(3)

    def timing(self) -> str:
        clicks = "".join(self._click(step) for step in self.steps if step)
        clicks += "".join(map(self._playing, self.plays))
        played = "".join(self._player(picture) + self._pause(picture) for picture in self.plays)
        turn = '<p:cond evt="{}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'
        return (
            f'<p:timing {NAMESPACES}><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">'
            '<p:childTnLst><p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
            f"<p:childTnLst>{clicks}</p:childTnLst></p:cTn>"
            f"<p:prevCondLst>{turn.format('onPrev')}</p:prevCondLst><p:nextCondLst>{turn.format('onNext')}</p:nextCondLst>"
            f"</p:seq>{played}</p:childTnLst></p:cTn></p:par></p:tnLst>{self._builds()}</p:timing>"
        )

    def _click(self, step: Sequence[Target]) -> str:
        places = [place for target in step for place in self._places(target)]
        outer, inner = next(self.numbers), next(self.numbers)
        effects = "".join(self._effect(place, first=number == 0) for number, place in enumerate(places))
        return _two_deep(outer, inner, _AT_A_CLICK, effects)

    def _playing(self, picture: PictureBox) -> str:
        """At a click, from its beginning."""
        assert picture.media is not None
        outer, inner = next(self.numbers), next(self.numbers)
        length = max(1, round(picture.media.medium.seconds * 1000))
        return _two_deep(outer, inner, _AT_A_CLICK, self._call(picture, 1, "playFrom(0.0)", length))

    def _player(self, picture: PictureBox) -> str:
        """What plays it: begun by nobody but a click."""
        assert picture.media is not None
        tag = "video" if picture.media.medium.picture else "audio"
        begins = _AT_A_CLICK
        if tag == "audio":  # it ends with its slide
            ends = '<p:cond evt="onStopAudio" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'
            begins += f"<p:endCondLst>{ends}</p:endCondLst>"
        return (
            f'<p:{tag}><p:cMediaNode vol="80000"><p:cTn id="{next(self.numbers)}" {_HELD} display="0">{begins}</p:cTn>'
            f"<p:tgtEl>{self._place(picture)}</p:tgtEl></p:cMediaNode></p:{tag}>"
        )

    def _pause(self, picture: PictureBox) -> str:
        """A click on the picture itself stops it, and lets it go on."""
        outer, middle, inner = next(self.numbers), next(self.numbers), next(self.numbers)
        clicked = f'<p:cond evt="onClick" delay="0"><p:tgtEl>{self._place(picture)}</p:tgtEl></p:cond>'
        call = _two_deep(middle, inner, _NOW, self._call(picture, 2, "togglePause", 1))
        return (
            f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="{outer}" restart="whenNotActive" {_HELD} '
            f'evtFilter="cancelBubble" nodeType="interactiveSeq"><p:stCondLst>{clicked}</p:stCondLst>'
            '<p:endSync evt="end" delay="0"><p:rtn val="all"/></p:endSync>'
            f"<p:childTnLst>{call}</p:childTnLst></p:cTn><p:nextCondLst>{clicked}</p:nextCondLst></p:seq>"
        )

    def _call(self, picture: PictureBox, preset: int, command: str, length: int) -> str:
        outer, inner = next(self.numbers), next(self.numbers)
        return (
            f'<p:par><p:cTn id="{outer}" presetID="{preset}" presetClass="mediacall" presetSubtype="0" {_HELD} '
            f'nodeType="clickEffect">{_NOW}<p:childTnLst><p:cmd type="call" cmd="{command}"><p:cBhvr>'
            f'<p:cTn id="{inner}" dur="{length}" {_HELD}/><p:tgtEl>{self._place(picture)}</p:tgtEl>'
            "</p:cBhvr></p:cmd></p:childTnLst></p:cTn></p:par>"
        )

    def _place(self, picture: PictureBox) -> str:
        return f'<p:spTgt spid="{self.ids[picture.name]}"/>'

    def _effect(self, place: str, first: bool) -> str:
        kind = "clickEffect" if first else "withEffect"
        # What is built bit by bit, or has a ground, has a group; a picture or group of shapes has none.
        group = 'grpId="0" ' if self._has_build(place) else ""
        outer, inner = next(self.numbers), next(self.numbers)
        return (
            f'<p:par><p:cTn id="{outer}" {_APPEAR} {_HELD} {group}nodeType="{kind}">{_NOW}<p:childTnLst>'
            f'<p:set><p:cBhvr><p:cTn id="{inner}" dur="1" {_HELD}>{_NOW}</p:cTn><p:tgtEl>{place}</p:tgtEl>'
            "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
            '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
        )

    def _places(self, target: Target) -> Iterator[str]:
        """The target as `p:spTgt`; of several paragraphs one each, as PowerPoint has it."""
        if target.rows is not None:
            yield f'<p:spTgt spid="{self.ids[name_of(target.name, target.rows)]}"/>'
            return
        number = self.ids[target.name]
        if target.paragraphs is not None:
            first, last = target.paragraphs
            for at in range(first, last + 1):
                yield f'<p:spTgt spid="{number}"><p:txEl><p:pRg st="{at}" end="{at}"/></p:txEl></p:spTgt>'
        elif target.series is not None:
            part = f'<a:chart seriesIdx="{target.series}" categoryIdx="-3" bldStep="series"/>'
            yield f'<p:spTgt spid="{number}"><p:graphicEl>{part}</p:graphicEl></p:spTgt>'
        else:
            yield f'<p:spTgt spid="{number}"/>'

    def _has_build(self, place: str) -> bool:
        return any(f'spid="{self.ids[name]}"' in place for name in self._built)

    @property
    def _built(self) -> Mapping[str, Target]:
        """What the list of builds names: texts and charts, each once."""
        found: dict[str, Target] = {}
        for target in (target for step in self.steps for target in step):
            if isinstance(self.elements[target.name], TextBox) or target.series is not None:
                found.setdefault(target.name, target)
        return found

    def _builds(self) -> str:
        builds = "".join(self._build(target) for target in self._built.values())
        return f"<p:bldLst>{builds}</p:bldLst>" if builds else ""

    def _build(self, target: Target) -> str:
        own = f'spid="{self.ids[target.name]}" grpId="0"'
        element = self.elements[target.name]
        if isinstance(element, ChartBox):
            # Its axes are there from the beginning.
            return f'<p:bldGraphic {own}><p:bldSub><a:bldChart bld="series" animBg="0"/></p:bldSub></p:bldGraphic>'
        if target.paragraphs is not None:
            return f'<p:bldP {own} build="p"/>'
        return f'<p:bldP {own} animBg="1"/>'


def _two_deep(outer: int, inner: int, begins: str, effects: str) -> str:
    """Effects of one click in the two steps around them that PowerPoint has."""
    return (
        f'<p:par><p:cTn id="{outer}" {_HELD}>{begins}<p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" {_HELD}>{_NOW}<p:childTnLst>{effects}'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )
