"""What must hold in what plays on a slide: the picture, its film or sound, and the clicks that begin and stop it."""

from __future__ import annotations

from collections.abc import Iterator

from deck.write.pptx.invariants.read import P14, A, Element, P, R, Sheet

Finding = tuple[Element | str, str]
"""The element, and what is wrong with it."""

_PLAYS = "ppaction://media"
_FILES = {f"{A}videoFile": "video", f"{A}audioFile": "audio"}
_TRACK = "{http://schemas.microsoft.com/office/powerpoint/2017/3/main}track"


def media_is_embedded(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint plays what `p14:media` names, older programs what the picture names: these must be one file."""
    for own, file in _playing(sheet):
        embedded = next(file.getparent().iter(f"{P14}media"), None)  # type: ignore[union-attr]
        linked = sheet.relationships.get(file.get(f"{R}link", ""))
        played = sheet.relationships.get(embedded.get(f"{R}embed", "")) if embedded is not None else None
        if embedded is None or played is None:
            yield own, "nothing is embedded that it plays"
        elif linked is not None and linked.target != played.target:
            yield embedded, f"it plays {played.target}, and older programs {linked.target}"


def media_has_a_picture(sheet: Sheet) -> Iterator[Finding]:
    """Without a picture PowerPoint shows a black field until it plays, and paper shows it for ever."""
    for own, file in _playing(sheet):
        picture = next(file.iterancestors(f"{P}pic"), None)
        blip = picture.find(f"{P}blipFill/{A}blip") if picture is not None else None
        if blip is None or not blip.get(f"{R}embed"):
            yield own, "no picture stands for what it plays"


def media_has_a_player(sheet: Sheet) -> Iterator[Finding]:
    """PowerPoint shows a film without a player as a picture, and drops a player of what plays nothing."""
    playing = {own.get("id"): _FILES[str(file.tag)] for own, file in _playing(sheet)}
    players: list[str | None] = []
    for node in sheet.found[f"{P}cMediaNode"]:
        target = node.find(f"{P}tgtEl/{P}spTgt")
        spid, sort = (target.get("spid") if target is not None else None), str(node.getparent().tag)[len(P) :]  # type: ignore[union-attr]
        if target is None:
            continue  # the sound of a slide
        if spid not in playing:
            yield node, "the shape that it plays has no film or sound"
        elif sort != playing[spid]:
            yield node, f"it is a player for {sort}, and the shape has {playing[spid]}"
        if spid in players:
            yield node, "another player plays the same shape"
        players.append(spid)
    for own, _ in _playing(sheet):
        if own.get("id") not in players:
            yield own, "no player plays it"


def media_plays_at_a_click(sheet: Sheet) -> Iterator[Finding]:
    """A film that no click begins stays a picture on the wall; a command to what cannot play is a click for nothing."""
    playing = {own.get("id") for own, _ in _playing(sheet)}
    begun: set[str | None] = set()
    for command in sheet.found[f"{P}cmd"]:
        if command.get("type") != "call":
            continue
        target = next(command.iter(f"{P}spTgt"), None)
        spid = target.get("spid") if target is not None else None
        if spid not in playing:
            yield command, "the shape that it is for has no film or sound"
        if command.get("cmd", "").startswith("play"):
            begun.add(spid)
    for own, _ in _playing(sheet):
        click = own.find(f"{A}hlinkClick")
        if own.get("id") not in begun and (click is None or click.get("action") != _PLAYS):
            yield own, "no click begins it"


def captions_name_their_language(sheet: Sheet) -> Iterator[Finding]:
    """Whoever needs captions chooses them by language from a list."""
    seen: set[str] = set()
    for track in sheet.found[_TRACK]:
        if not track.get("lang") or not track.get("label", "").strip():
            yield track, "the track names no language"
        if track.get("id", "") in seen:
            yield track, "another track has this id"
        seen.add(track.get("id", ""))


def _playing(sheet: Sheet) -> Iterator[tuple[Element, Element]]:
    """The `p:cNvPr` of each shape that plays a file, and what names the file."""
    for tag in _FILES:
        for file in sheet.found[tag]:
            properties = file.getparent()
            own = properties.getparent().find(f"{P}cNvPr") if properties is not None else None  # type: ignore[union-attr]
            if own is not None:
                yield own, file
