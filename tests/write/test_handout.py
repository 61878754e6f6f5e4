"""What does each handout say, to whom, and where?"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from deck.write.handout import PAPERS
from deck.write.handout.run_sheet import in_ranges, media_of, run_sheet
from deck.write.pptx.deck import write_pptx
from tests.write.paper import ATTENDEES, SLIDE_BY_SLIDE, STYLES, TALK, Printer, pages_of, size_of, told, words_of


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    return told(tmp_path_factory.mktemp("talk"))


@pytest.mark.parametrize("style", SLIDE_BY_SLIDE)
def test_every_style_says_each_slides_number_and_title_and_leaves_hidden_ones_out(talk, style):
    text = one_line(talk.text(style))
    for title in ("Disclosure statement", "What to expect", "What was found", "What was counted"):
        assert title in text
    assert "for questions" not in text
    assert list(talk.report) == []


def test_hidden_slides_are_printed_when_asked_for(talk):
    assert "A slide for questions" in talk.text("outline", with_hidden=True)


@pytest.mark.parametrize("style", STYLES)
def test_every_page_says_whose_talk_it_is_and_where_it_is_in_it(talk, style):
    pages = pages_of(talk.pdf(style))
    for number, page in enumerate(pages, 1):
        assert "Cells that find cells" in one_line(page)
        assert f"Page {number} of {len(pages)}" in page
    assert "Ada Example · Our meeting · Berlin, 24 April 2026" in one_line(pages[0])


def test_the_foot_of_a_page_says_which_slides_are_on_it(talk):
    pages = pages_of(talk.pdf("3up"))
    assert "Slides 1–3 of 6" in pages[0]
    assert "Slides 4–5 of 6" in pages[1]
    assert not any("Slide" in last_line(page) for page in pages[2:])


def test_the_foot_of_a_flowing_page_names_the_slide_that_began_before_it(tmp_path):
    long = " ".join(f"Word{number}" for number in range(900))
    talk = told(
        tmp_path,
        f"- {{id: a, kind: statement, title: One, quote: [A], handout: {long}}}\n"
        "- {id: b, kind: statement, title: Two, quote: [B]}",
    )
    first, *_, last = (last_line(page).split(" Page")[0] for page in pages_of(talk.pdf("outline")))
    assert (first, last) == ("Slide 1 of 2", "Slides 1–2 of 2")


@pytest.mark.parametrize("style", [style for style in ATTENDEES if style in SLIDE_BY_SLIDE])
def test_at_the_end_stand_references_abbreviations_disclosures_and_the_talks_page(talk, style):
    text = one_line(talk.text(style))
    end = text[text.rindex("References") :]
    assert re.search(r"\[1\] Mackensen A.* slides 3, 4", end)
    assert "EMA European Medicines Agency" in end and "MS multiple sclerosis" in end
    assert "I was paid a train ticket by nobody." in end[end.index("Disclosure statement") :]
    assert "https://example.org/talk" in end


def test_papers_and_the_talks_page_have_qr_codes_beside_their_links(talk):
    pdf = pikepdf.open(io.BytesIO(talk.pdf("3up")))
    links = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", ()) if "/A" in note]
    doi = "https://doi.org/10.1038/s41591-022-02017-5"
    # A code is for a telephone: who hears the document has the words beside it, and hears them once.
    assert links.count(doi) == 1 and links.count("https://example.org/talk") == 1
    assert not any("QR" in alt for alt in alternative_texts(pdf))
    with pdfplumber.open(io.BytesIO(talk.pdf("3up"))) as book:
        # One path for the dark modules of each.
        square = [
            c for page in book.pages for c in page.curves if c["width"] > 20 and abs(c["width"] - c["height"]) < 1
        ]
    assert len(square) >= 2


def test_a_talk_without_any_of_it_ends_with_its_slides(tmp_path):
    talk = told(tmp_path, "{id: a, kind: statement, title: One message, quote: [A sentence]}")
    pages = pages_of(talk.pdf("3up"))
    assert len(pages) == 1
    assert "One message" in pages[0]


def test_the_dates_of_data_are_listed_with_the_slides_that_state_them(tmp_path):
    values = "import datetime\n\n\ndef values(data):\n    return {'day': datetime.date(2026, 4, 25), 'n': 27}\n"
    slide = "kind: statement, quote: [A]"
    talk = told(
        tmp_path,
        f"- {{id: a, {slide}, title: '{{n}} trials', source: 'Registry copies of {{day}}'}}\n"
        f"- {{id: b, {slide}, title: No data here}}\n"
        f"- {{id: c, {slide}, title: 'Trials on {{day}}'}}\n"
        f"- {{id: d, {slide}, title: Again, source: 'Registry copies of {{day}}'}}",
        {"figures/values.py": values},
    )
    text = one_line(talk.text("2up"))
    end = text[text.rindex("Dates of the data") :]
    assert "Registry copies of 25 April 2026 slides 1, 4" in end
    assert "Trials on 25 April 2026 slide 3" in end


def test_notes_are_for_the_speaker_alone(talk):
    secret = "for the speaker alone and for nobody else"
    for style in STYLES:
        assert (secret in one_line(talk.text(style))) == (style == "script")


def test_an_edition_with_notes_says_so_on_every_page(talk):
    pages = pages_of(talk.pdf("notes", with_notes=True))
    assert any("for the speaker alone" in one_line(page) for page in pages)
    assert all("Speaker’s notes – private" in page for page in pages)
    assert talk.order("notes", with_notes=True).name == "notes.with-notes"


def test_what_is_missing_is_said_and_leaves_no_gap(talk):
    assert "No handout text" not in talk.text("notes")
    assert "No notes for this slide" in talk.text("script")


def test_paper_comes_in_a4_and_letter_upright_or_not(talk):
    assert size_of(talk.pdf("3up")) == pytest.approx((595.28, 841.89), abs=0.01)
    assert size_of(talk.pdf("3up", paper=PAPERS["letter"])) == (612, 792)
    assert size_of(talk.pdf("4up")) == pytest.approx((841.89, 595.28), abs=0.01)
    assert talk.order("3up", paper=PAPERS["letter"], ink_light=True).name == "3up.letter.ink-light"


def test_little_ink_leaves_no_dark_ground(talk):
    def darkness(pdf: bytes) -> float:
        import pypdfium2

        picture: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=0.5, grayscale=True).to_pil()
        return sum(count for tone, count in enumerate(picture.histogram()) if tone < 100) / (
            picture.width * picture.height
        )

    full, light = darkness(talk.pdf("2up")), darkness(talk.pdf("2up", ink_light=True))
    assert full > 0.2 and light < 0.05
    assert pages_of(talk.pdf("2up"))[0] == pages_of(talk.pdf("2up", ink_light=True))[0]


def test_large_print_has_no_small_letter_and_is_black(talk):
    for page in words_of(talk.pdf("large-print")):
        assert min(word["size"] for word in page) >= 19.99


def test_the_outline_reads_tables_lists_and_pictures_in_words(talk):
    text = talk.text("outline")
    assert "Two rows of numbers" in text and "• A first point" in text
    assert "What to know\nReaders should know that these are medicines." in text


def test_while_slides_are_untimed_nobody_says_what_is_left(tmp_path):
    slides = """\
slides:
  - {id: a, kind: statement, title: A, quote: [A], minutes: 1}
  - {id: b, kind: statement, title: B, quote: [B], notes: Three ways to look.}
"""
    talk = told(tmp_path, TALK.split("slides:\n")[0] + slides)
    for style in ("script", "run-sheet"):
        text = one_line(talk.text(style))
        assert "The slot has 5:00 minutes. Nobody has said how long 1 slide stays." in text
        assert "are left" not in text and "0:00 min" not in text


def test_the_script_counts_minutes_from_the_notes_unless_the_author_gives_them(talk):
    text = one_line(talk.text("script", pace=30))
    # 16 words at 30 a minute, then a slide of a minute and a half.
    assert "3 What to expect 0:30 min, from 0:00" in text
    assert "4 What was found 1:30 min, from 0:30" in text
    assert "About 2:00 minutes for 5 slides. The slot has 5:00 minutes. Nobody has said how long 3 slides stay." in text
    assert "16 words of notes at 30 words a minute" in text


def test_the_run_sheet_tells_staff_when_what_happens_and_what_files_there_are(talk):
    pdf = talk.pdf("run-sheet", pace=30)
    text = "\n".join(pages_of(pdf))
    assert re.search(r"^Results\n4 What was found 0:30 1:30 Dim the lights", text, re.MULTILINE)
    assert "1 hidden slide, not shown: 6" in text and "16:9" in text
    assert "Sound and video: none, no slide has any" in text
    pptx = write_pptx(talk.deck)
    letters = re.sub(r"\s", "", text).replace("\u200b", "")
    assert hashlib.sha256(pptx).hexdigest() in letters
    assert f"{len(pptx) / 1e6:.2f} MB" in text


def test_the_run_sheet_has_one_page_and_no_empty_column_and_says_what_is_to_be_filled_in(talk, tmp_path):
    pages = pages_of(talk.pdf("run-sheet"))
    assert len(pages) == 1
    assert "Slot: 5:00" not in pages[0] and "Sound, video" not in pages[0] and "Cue" in pages[0]
    bare = one_line(told(tmp_path, "{id: a, kind: statement, title: One, quote: [A]}").text("run-sheet"))
    assert "Cue" not in bare
    for name in ("Slot", "Contact", "If something fails", "Plan B"):
        assert f"{name}: not given: fill in" in bare


def test_plan_b_is_the_pdf_beside_the_deck(talk):
    files = {"talk.en.3up.pdf": b"", "talk.en.pdf": b"", "talk.en.pptx": b""}
    facts = dict(run_sheet(talk.deck, write_pptx(talk.deck), files, None)["facts"])
    assert "show talk.en.pdf full screen" in facts["Plan B:"]


def test_hidden_slides_that_follow_one_another_are_a_range():
    assert in_ranges([]) == []
    assert in_ranges([3, 4, 5, 9, 11, 12]) == ["3–5", "9", "11–12"]


def test_sound_and_video_are_found_in_the_finished_deck():
    packed = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("ppt/slides/_rels/slide2.xml.rels", f'<Relationship Type="{kind}/image"/>')
        package.writestr(
            "ppt/slides/_rels/slide7.xml.rels",
            f'<Relationship Type="{kind}/video"/><Relationship Type="{kind}/audio"/>',
        )
    assert media_of(packed.getvalue()) == {7: ("sound", "video")}


def test_a_link_to_a_slide_leads_there_where_it_is_printed(tmp_path):
    slides = (
        "- {id: a, kind: statement, title: One, quote: ['See [the other](#b) and [the hidden](#c)']}\n"
        "- {id: b, kind: statement, title: Two, quote: [B]}\n"
        "- {id: c, kind: statement, hidden: true, title: Three, quote: [C]}"
    )
    pdf = pikepdf.open(io.BytesIO(told(tmp_path, slides).pdf("outline")))
    assert (
        sum("/Dest" in note or "/D" in note.get("/A", {}) for page in pdf.pages for note in page.get("/Annots", ()))
        == 1
    )


def test_a_picture_has_no_more_pixels_than_paper_shows(tmp_path):
    noise = Image.effect_noise((2400, 1350), 90).convert("RGB")
    (tmp_path / "assets").mkdir()
    noise.save(tmp_path / "assets" / "photo.jpg", quality=95)
    talk = told(tmp_path, "{id: a, kind: figure, title: A photograph, file: assets/photo.jpg, alt: Noise}")
    widths = {style: widest_picture(talk.pdf(style)) for style in ("2up", "6up")}
    shown = {"2up": 510, "6up": 243}
    for style, width in widths.items():
        assert width <= shown[style] / 72 * 300 + 1
    assert widths["6up"] < widths["2up"] / 1.9


def test_a_file_that_is_too_large_names_its_largest_pictures(tmp_path):
    (tmp_path / "assets").mkdir()
    Image.effect_noise((1600, 900), 90).convert("RGB").save(tmp_path / "assets" / "photo.jpg", quality=95)
    talk = told(
        tmp_path,
        "- {id: a, kind: figure, title: A photograph, file: assets/photo.jpg, alt: Noise}\n"
        "- {id: b, kind: figure, title: A drawing, file: assets/meeting.svg, alt: People}",
    )
    talk.pdf("2up", max_mb=0.1)
    [error] = talk.report
    assert error.code == "file-too-large"
    assert re.search(r"largest pictures.*photo\.jpg` on slide `a` \(.*meeting\.svg", error.help)


def widest_picture(pdf: bytes) -> int:
    document = pikepdf.open(io.BytesIO(pdf))
    return max(int(image.Width) for image in document.objects if is_picture(image))


def is_picture(thing: object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"


def alternative_texts(pdf: pikepdf.Pdf) -> list[str]:
    return [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]


def one_line(text: str) -> str:
    return " ".join(text.split())


def last_line(page: str) -> str:
    return page.strip().splitlines()[-1]
