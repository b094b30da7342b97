"""Reads one entry of a typed list: its parts by the tagger, then names, year, title, container and the rest. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mslint.model import Reference
from mslint.readers.references.entries import Entry
from mslint.readers.references.names import Names, organisation_words, pattern, read_names
from mslint.readers.references.runs import Run, whole_title
from mslint.readers.references.tagger import LABELS, Model, cues_in, model, tag, words_of

Range = tuple[int, int]

REPEATED = "———"
"""The name of an entry whose author is a dash: the same as in the entry before."""

NO_YEAR = r"n\.\s?d\b\.?|s\.\s?d\b\.?|(?:in press|forthcoming|to appear|im Druck|sous presse)\b"
YEAR = rf"(?P<year>(?<!\d)(?:1[4-9]\d\d|20\d\d)(?!\d))[-–/]?(?P<suffix>[a-z](?![a-z]))?|(?P<none>{NO_YEAR})-?(?P<letter>[a-z]\b)?"  # noqa: E501


def read_entry(entry: Entry, weights: Model | None = None) -> Reference:
    """The entry's fields, each with its place; by other `weights` than those that come with mslint, where given."""
    text = entry.text
    runs = runs_of(text, weights or model())
    _part_title_from_author(text, runs)
    _give_name_to_authors(text, runs)
    author = _author(text, runs)
    names = read_names(text[slice(*author)]) if author else Names()
    if author and pattern(r"[\s_—–‒―-]{2,}[.,]?").match(text[slice(*author)]) and not names.surnames:
        names = Names((REPEATED,), ("",))
    year = _year(text, runs)
    _mend(text, runs, entry.emphasised)
    if found := _title(text, runs):
        runs["title"] = found
    title = _within(text, runs.get("title"))
    container = _within(text, runs.get("journal") or runs.get("container"), inside=True)
    places: dict[str, Range] = {}
    for name, found in (("author", author), ("title", title), ("container", container)):
        if found:
            places[name] = found
    if year:
        places["year"] = year.span()
    places |= _details(text, runs)
    fields = {name: text[slice(*place)] for name, place in places.items() if name not in _OWN}
    return Reference(
        entry.span,
        names.surnames,
        _year_of(year),
        text[slice(*title)] if title else "",
        text[slice(*container)] if container else "",
        doi_in(text),
        kind=_kind(text, runs),
        suffix=(year["suffix"] or year["letter"] or "") if year else "",
        given=names.given,
        number=entry.number,
        style=_style(text, runs, author, year),
        et_al=names.et_al,
        fields=fields,
        parts={name: entry.to_source(*place) for name, place in places.items()},
    )


def _labels(text: str, words: Sequence[Range], weights: Model) -> list[int]:
    """The label of each word. Where all before “(2020).” must be its author, the rest is read as after a plain name."""
    tokens = [text[a:b] for a, b in words]
    labels = tag(tokens, weights)
    before = _before_year(text)
    head = sum(b <= before.end("author") for _, b in words) if before else 0
    if not 0 < head < len(words) or labels[0] != _AUTHOR or set(labels[:head]) <= {_AUTHOR, _EDITOR}:
        return labels
    if labels[head:].count(_TITLE) < WORDS_OF_TITLE:
        return labels  # the year stands late: what is before it is title and journal too
    return [_AUTHOR] * head + tag(["Smith,", "J.", *tokens[head:]], weights)[2:]


_AUTHOR, _EDITOR, _TITLE = map(LABELS.index, ("author", "editor", "title"))

WORDS_OF_TITLE = 3
"""Words of a title after a year from which on the year stands early."""


def _before_year(text: str) -> Any:
    """The match of what stands before “(2020).” at the beginning of an entry; None where it begins otherwise."""
    head = r"(?:(?!\b(?:19|20)\d\d\b)[^(“\"«„]){2,400}?"
    return pattern(
        rf"(?P<author>{head})\s*\((?!\d{{4}}\s?[-–?]\s?\d)(?:{YEAR})[^()]{{0,30}}\)(?:\s?\[\d{{4}}\])?[.,]?\s", 2
    ).match(text)


_OWN = frozenset(("author", "year", "title", "container", "doi"))


def _in_runs(words: Sequence[Range], labels: Sequence[int]) -> list[Run]:
    """The runs of words of one label, in order."""
    out: list[Run] = []
    for (start, end), label in zip(words, labels, strict=True):
        if out and out[-1].label == LABELS[label]:
            start = out.pop().start
        out.append(Run(LABELS[label], start, end))
    return out


def runs_of(text: str, weights: Model) -> dict[str, Range]:
    """Where the first run of words of each label stands in the text; of dates, the first that has a year."""
    words = words_of(text)
    found: dict[str, list[Range]] = {}
    for label, start, end in whole_title(text, _in_runs(words, _labels(text, words, weights))):
        found.setdefault(label, []).append((start, end))
    out = {name: runs[0] for name, runs in found.items()}
    for run in found.get("date", ()):
        if pattern(YEAR, 2).search(text, *run):
            out["date"] = run
            break
    if "volume" in found:
        out["volume"] = (found["volume"][0][0], found["volume"][-1][1]) if len(found["volume"]) == 2 else out["volume"]
    return out


def _author(text: str, runs: Mapping[str, Range]) -> Range | None:
    """The author part: what is tagged so; else the editors before the title; else what stands before “(2020).”."""
    before = _before_year(text)
    title = runs.get("title")
    if before and "title" in runs and title and title[0] >= before.end("author"):
        return tuple(before.span("author"))  # an author-year entry, whatever the name looks like
    author = runs.get("author")
    if author:
        return author
    editor = runs.get("editor")
    first = min((run[0] for run in (title, runs.get("container")) if run), default=None)
    if editor and (first is None or editor[0] < first):
        return editor
    dash = pattern(r"\s*[_—–‒―-]{2,}[.,]?").match(text)
    return dash.span() if dash else None


def _part_title_from_author(text: str, runs: dict[str, Range]) -> None:
    """Gives the title its first words where they were read as one more author: “Voss, R. Ice, tides and …”.

    In a list of inverted names what stands after the last initials and has none is no name.
    """
    name, run = ("editor", runs.get("editor")) if "author" not in runs else ("author", runs["author"])
    title = runs.get("title")
    if not run or not title or not 0 <= title[0] - run[1] <= 1:
        return
    ends = list(pattern(AUTHORS_END).finditer(text, *run))
    rest = text[ends[-1].end() : run[1]].rstrip() if ends else ""
    if len(rest) < LEAST or (ends[-1]["comma"] is None and rest[-1] in ",;.&"):
        return
    names = r"\b\p{Lu}\.|\b\p{Lu}{1,3}\b(?![\p{L}\d:-])|\bal\b|[“\"«„]|\b\p{Lu}\p{Ll}\.?,|\s(?:and|&)\s"
    if not pattern(names).search(rest):
        runs[name], runs["title"] = (run[0], ends[-1].end()), (ends[-1].end(), title[1])


LEAST = 3
"""Letters of a word that can begin a title."""

AUTHORS_END = (
    r"\p{L}{2},\s(?:\p{Lu}\p{Ll}+\s)?(?:\p{Lu}\.[\s-]?)+(?:(?<comma>,)\s)?(?=\p{Lu})"
    r"|\b[Ee]ds?\.?\)?(?<comma>[,.:]?)\s(?=\p{Lu})"
)
"""The end of an inverted name with its initials, or of “eds.”, after which a capital begins something else."""


def _give_name_to_authors(text: str, runs: dict[str, Range]) -> None:
    """Where a quotation follows what was read as a title and is a name, that is it: “Abara, T., Maja Voss. "Ice …"”."""
    title = runs.get("title")
    if not title or len(text[slice(*title)].split()) > WORDS_OF_NAME:
        return
    start, end = title
    quotation = r"(?:,?\s*\bet al)?[.,:\s]{1,3}(?P<title>[“\"«][^“”\"«»]{12,}[”\"»])"
    found = pattern(quotation).match(text, end - (text[end - 1] in ".,:"))
    if found and len(found["title"].split()) > WORDS_OF_NAME:
        runs["author"] = (runs["author"][0] if "author" in runs else start, found.start("title"))
        runs["title"] = found.span("title")


WORDS_OF_NAME = 3
"""Words of a name at most, and words of a quoted title at least but one."""


def _year(text: str, runs: Mapping[str, Range]) -> Any:
    """The match of the entry's year: in its date, else the one that stands where years stand, else none."""
    year = pattern(YEAR, 2)
    date = runs.get("date")
    before = _before_year(text)
    within = (before.end("author"), before.end()) if before else date
    found = year.search(text, *within) if within else None
    if found:
        return found
    for place in (rf"\((?:{YEAR})\)", rf"(?<=[\s.]){YEAR}(?=;\s?\d)", rf"(?<=[.,]\s){YEAR}\.?$"):
        there = pattern(place, 2).search(text)
        if there:
            return year.search(text, there.start(), there.end())
    return None


def _year_of(found: Any) -> str:
    if not found:
        return ""
    if found["year"]:
        return str(found["year"])
    word = found["none"].lower()
    return "n.d." if word[0] in "ns" and "d" in word[:4] else "in press"


def _mend(text: str, runs: dict[str, Range], emphasised: Sequence[Range]) -> None:
    """Where the year in brackets comes first, the title begins after it, and a stop or emphasis ends it."""
    before = _before_year(text)
    if not before or "title" not in runs or runs["title"][1] <= before.end():
        return
    start, end = before.end(), _back_to_stop(text, *runs["title"])
    after = next((run for run in emphasised if run[0] > start), None)
    if after and text[start : after[0]].rstrip()[-1:] in (".", "?", "!") and after[1] - after[0] > 2:
        label = "container" if "container" in runs and "journal" not in runs else "journal"
        runs[label] = after
        end = after[0]
    elif before[0].rstrip().endswith(".") and text[start] not in "“\"'‘«„":
        end = _to_stop(text, end, emphasised)
    runs["title"] = (start, end)
    for name in ("journal", "container"):
        if name in runs and runs[name][0] < end:
            del runs[name]


def _to_stop(text: str, end: int, emphasised: Sequence[Range]) -> int:
    """Where a title really ends that was read up to `end`: at the next stop, unless another part begins there."""
    if text[end - 1] in '.?!”"’)' or pattern(r"\s*[(\[][^()\[\]]*[)\]](?:\.|$)").match(text, end):
        return end  # also before “(Doctoral dissertation).”
    if text[end - 1] == "," and not pattern(r"\s*(?!in\b|ed\b|eds\b)\p{Ll}").match(text, end):
        return end
    stop = pattern(r"(?<=[\p{L}\d)\]”’\"]{2})[.?!](?=\s|$)").search(text, end)
    if not stop or any(end <= run[0] < stop.end() for run in emphasised):
        return end
    rest = text[end : stop.end()]
    names_body = {word.strip(".,").lower() for word in rest.split()} & organisation_words()
    return end if names_body or pattern(r",\s*\d|\d\(\d").search(rest) else stop.end()


def _back_to_stop(text: str, start: int, end: int) -> int:
    """Where a title ends whose last word or two stand after a stop: “… computing. R” was cut within a name."""
    tail = pattern(r"(?<=[\p{L}\d)]{3}[.?!])\s+\S+(?:\s\S+)?$").search(text, start, end)
    return tail.start() if tail and text[end - 1] not in '.?!,;:)”"' else end


def _title(text: str, runs: dict[str, Range]) -> Range | None:
    """The run of the title without what stands in it of its neighbours; a journal found in it becomes a run."""
    start, end = runs.get("title") or _untitled(text, runs) or (0, 0)
    edited = pattern(r"^(?:(?!\b[Ii]n\b)[^“\"(]){5,150}?\b(?:eds|editors)\.\s(?=\p{Lu}\p{L}*\s\p{L})").match(text)
    if edited and end <= edited.end():
        start, end = edited.end(), _clause_end(text, edited.end(), r"[.?!](?=\s|$)|\s[(\[]")
    quoted = _quoted(text, start, end)
    if quoted:
        return quoted
    start = _begin(text, runs, start, end)
    head = pattern(NAME_BEFORE).match(text, start, end)
    if head and (head["and"] or pattern(r"\b\p{Lu}{1,2}\s$").search(text, 0, start)):
        start = head.end()
    rest = pattern(NEIGHBOUR).search(text, start + 2, end)
    if not rest and "editor" in runs:
        rest = pattern(r"(?<=,)\s+in:?\s+[“‘\"]?\p{Lu}").search(text, start + 2, end)
    if rest:
        end = rest.start()
    end = _whole_end(text, runs, start, end)
    bracket = text.rfind("(", start, end)
    if bracket > start and ")" not in text[bracket:end]:
        end = bracket
    if pattern(rf"\b{SMALL}$").search(text, start, end) or pattern(GOES_ON).match(text, end):
        end = _clause_end(text, end)
    end = _comma_cut(text, runs, start, end)
    site = pattern(SITE).search(text, start + 8, end)
    if site and pattern(r"\s*(?:Retrieved|Accessed|Available)").match(text, end):
        return start, int(site.start()) + 1
    if not runs.keys() & {"journal", "container", "publisher", "location"}:
        end = _journal_cut(text, runs, start, end)
    return (start, end) if start < end else None


def _begin(text: str, runs: Mapping[str, Range], start: int, end: int) -> int:
    """Where a title begins before which the end of a name or a year was read as its own; a lone range is its end."""
    if pattern(r"\d{4}\s?[-–]\s?\d{2,4}\W*").fullmatch(text, start, end):
        stops = list(pattern(r"(?<=[\p{L})]{2}[.?!)])\s|\)\s").finditer(text, 0, start))
        return int(stops[-1].end()) if stops else start
    heads = [r"\[\d{4}\][.,]?\s+(?=\p{Lu})", r"(?:\p{Lu}\.?){1,3}:\s(?=\p{Lu})"]
    if "date" not in runs:
        heads.append(r"(?:1[5-9]|20)\d\d[.,:]?\s+(?=[\p{Lu}“\"«])")
    if text[start - 1 : start] == "(" or text[start] == "(":
        heads.append(r"\(?[^()]{2,40}\)[.,]?\s+(?=\p{Lu})")
    if pattern(r"\p{Lu}[\p{L}-]+,\s*").fullmatch(text, 0, start):
        heads.append(r"\p{Lu}\p{Ll}+(?::|\s\([^()]{2,40}\)\.)\s(?=\p{Lu})")  # “Voss, Ruth: Ice”
    found = pattern("|".join(heads)).match(text, start, end)
    return int(found.end()) if found and "author" in runs and end - found.end() > LEAST else start


def _whole_end(text: str, runs: Mapping[str, Range], start: int, end: int) -> int:
    """Where a title ends that was cut within a clause: before its years, a last letter, or the last of a list."""
    years = pattern(r"(?<=,)\s(?:1[4-9]|20)\d\d\s?(?:[-–]|to)\s?(?:\d\d|\d{4})(?=[.:]\s)").match(text, end)
    if years:
        return int(years.end())
    if text[end - 1] == "," and text[end - 2].isalnum() and pattern(r"(?:\.|\d:?|\d[)\]])\s+$").search(text, 0, start):
        stop = pattern(r"(?<=[\p{L}\d)\]]{3})[.?!](?=\s[\p{Lu}“\"])").search(text, end)
        rest = text[end : stop.start()] if stop else ""
        figures = pattern(r"^\s\d{4}$|,\s?\d|\d,|[:(]|\bvols?$|\bno$|^\s\d(?!\d{3}$)", 2).search(rest)
        if stop and len(rest.split()) <= WORDS_OF_REST and not figures and not _cued(rest):
            return int(stop.start())
    date = pattern(rf"(?<=\b{BEFORE_YEAR})\s(?:1[4-9]|20)\d\d(?=[.,:]?\s)").match(text, end)
    if date and pattern(YEAR, 2).search(text, date.end()):
        return int(date.end())
    word = pattern(rf"(?<=[\p{{L}}\d])\s{PLAIN}{{2,}}(?:\s{PLAIN}+)?(?=[.,]\s[\p{{Lu}}“]|\s\(\d{{4}}\))").match(
        text, end
    )
    led = "author" in runs and runs["author"][0] < start
    if word and led and not _cued(word[0]) and not pattern(r"\s(?:[Ii]n|[Ee]ds?|[Bb]y|[Tt]r(?:ans)?)\b").match(word[0]):
        return int(word.end())
    letter = pattern(r"\s\p{Lu}(?=\.\s\p{Lu})").match(text, end)
    if letter and text[end - 1].isalpha():
        return int(letter.end())
    return end


SITE = r"(?<=[\p{L}\d)]{3})[.?!]\s(?:\p{Lu}[\p{L}’'-]*\s?){1,4}\.$"
"""The name of a site after a title: “. Quay Daily.”"""

BEFORE_YEAR = r"(?:since|until|in|from|of|to|en|depuis|bis|seit|на|с|report|statistics)"
"""Words that take the year after them into the title."""

PLAIN = r"[\p{L}’'-]"
"""A sign of a word without figures and stops."""


def _cued(text: str) -> bool:
    """Whether words of a text tell of another part than a title."""
    return bool(cues_in(text) & {"journal", "press", "container", "editor", "work", "link", "city", "edition"})


WORDS_OF_REST = 8
"""Words after a comma up to the next stop that can still belong to a title."""

SMALL = r"(?:of|[Tt]he|and|in|for|an?|to|with|de|la|les|et|und|der|des)"
"""Words that end no title."""

GOES_ON = (
    r"(?<=[\s–-]St)\.?\s(?=\p{Lu})|(?<=[\p{L}\d’],?),?\s(?:of|and|for|to(?!\s(?:appear|be)\b))\s"
    r"|(?<=\bin)\s(?:the\s)?\d{4}|(?<=in the)\s\d{4}s"
)
"""What follows a title that was cut too early: “Mozart, Verdi” before “, and Wagner”."""

NAME_BEFORE = (
    r"(?P<and>(?:and|und|et|&)\s)(?:\p{Lu}[\p{L}’'-]+\s){1,2}\p{Lu}[\p{L}’'-]+,\s(?=\p{Lu})"
    r"|(?P<and>(?:and|und|et|&)\s)?(?:\p{Lu}[\p{L}'’-]+\s){0,2}\p{Lu}[\p{L}'’-]+[:.]\s"
)
"""The rest of a list of authors at the head of a title: “Pedersen: …”, “and Anna Kim. …”."""

NEIGHBOUR = (
    r"(?<=[.?!,”\"’»])\s+(?:In|IN|Dans)(?::|\s+[“‘\"]?\p{Lu})|(?<=[?!]|[?!],)\s+in:?\s+[“‘\"]?\p{Lu}"
    r"|(?<=,)\s+(?:in:\s+\p{Lu}|in\sProc|vol(?:ume|\.)\s\d|p(?:age|\.)\s\d|\d\s?(?:st|nd|rd|th)\sed|tr\.)"
    r"|(?<=[.,]\s)\s*(?:[Tt]o appear|[Ss]ubmitted to|[Tt]o be (?:presented|published)|[Pp]resented at|Talk given)\b"
    r"|(?<=[.,\])])\s+(?:M\.\s?S(?:c)?\.?|Ph\.\s?D\.?|M\.\s?A\.?)(?:\s|$)"
    r"|(?<=\[[JCMDRN](?:/OL)?\])\.?\s"
    r"|(?<=[.,])\s+(?:Available|Retrieved|Accessed|Translated|Edited|Ubersetzt|Übersetzt|Tech(?:nical)?\.? Rep)"
)
"""Where the next part of an entry begins in what was read as one title: “. In New Perspectives”, “. Available at”."""


def _untitled(text: str, runs: dict[str, Range]) -> Range | None:
    """What else may be the title of an entry that seems to have none: a book whose name was read as another part."""
    if "journal" in runs:
        return None
    author = runs.get("author")
    if author and "container" not in runs:
        named = pattern(
            r"\p{Lu}[\p{L}’'-]+,\s(?:\p{Lu}\p{Ll}+\s)?(?:\p{Lu}\.\s?)+(?=(?:\p{Lu}\p{Ll}|\d)[^&,]+\.$)"
        ).match(text, *author)
        if named:  # “Okafor, E. M. Quay’s End. Bergen”
            runs["author"] = (author[0], named.end())
            return named.end(), author[1]
    publisher = runs.get("publisher")
    if author and publisher and publisher[0] <= author[1] + 1:
        return publisher
    return runs.get("container")


def _quoted(text: str, start: int, end: int) -> Range | None:
    """The quoted title that the run begins with, or a few words before; None if it begins with none."""
    for opening, closing in ("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("``", "''"):
        inside = rf"[^{opening}{closing}]{{8,}}?"
        found = pattern(rf"{opening}{inside}(?:[.,?!]{closing}|{closing}[.,]|{closing}$)").search(
            text, max(start - 2, 0)
        )
        if found and len(text[start : found.start()].split()) <= QUOTE_WITHIN and found.start() < end:
            return tuple(found.span())
    return None


QUOTE_WITHIN = 1
"""Words that may stand between the beginning of what was read as a title and the mark that opens its quotation."""


CLAUSE_END = r"[.?!,](?=[*_]*(?:\s|$))|\s[(\[]"
"""The next stop, comma or bracket."""


def _clause_end(text: str, end: int, stops: str = CLAUSE_END) -> int:
    """Where a title ends that was cut after “of” or “the”, or that has yet to be cut."""
    stop = pattern(stops).search(text, end)
    return int(stop.start()) if stop else end


def _journal_cut(text: str, runs: dict[str, Range], start: int, end: int) -> int:
    """Where the title of a paper ends whose journal was read as part of it: “Ways out. Energy Notes 12(3)”."""
    if not pattern(r"[.,;\s]*(?:\(?\d|[Vv]ol)").match(text, end):
        return end
    stops = list(pattern(r"(?<=[\p{L}\d)]{3})[.?!]\s+(?=\p{Lu})").finditer(text, start + 8, end))
    if not stops:
        return end
    runs["journal"] = (stops[-1].end(), end)
    return int(stops[-1].start()) + 1


BODY = r"\b(?:Council|Agency|Ministry|Department|School of|Bureau|Board|Commission)\b"
"""What names a body that publishes, where nothing else does."""

MEETING = r"\b(?:Seminar|Workshop|Conference|Symposium|Meeting|Congress)$"
"""The end of the name of a meeting."""


def _comma_cut(text: str, runs: dict[str, Range], start: int, end: int) -> int:
    """Where a title ends in which the name of a journal or of a body was read: “…, Energy Notes, vol. 3”."""
    comma = text.rfind(", ", start + 8, end - 1)
    last = text[comma + 2 : end].rstrip(" .,;:")
    if comma < 0 or not last or pattern(r"\b(?:and|&|et|und|or)\b|^(?:\d|\p{Ll})").match(last):
        return end
    words = [word for word in pattern(r"[\p{L}\d’'-]+").findall(last) if len(word) > 3]
    headline = all(not word[0].islower() for word in words) and len(last.split()) <= WORDS_OF_REST
    kinds = runs.keys() & {"journal", "container"}
    place = min((runs[name][0] for name in ("location", "publisher") if name in runs), default=0)
    torn = (
        text[end - 1].isalpha() and len(last.split()) == 1 and text[place] != "("
    )  # “…, Staten” before “Island: Quay Press”
    if headline and 0 <= place - end <= 1 and (torn or cues_in(last) == {"city"}):
        return comma + 1
    if headline and pattern(MEETING).search(last) and len(last.split()) > 1:
        return comma + 1
    issue = pattern(r"[\s,;]*(?:[Vv]ol|v\.|[Nn]o\.|n°|Bd|\d{1,3}\s?[(,:]|[Ii]ssue)").match(text, end)
    if headline and not kinds and issue:
        runs["journal"] = (comma + 2, end)
        return comma + 1
    body = cues_in(last) & {"press"} or pattern(BODY).search(last)
    if headline and "publisher" not in runs and not kinds and body:
        runs["publisher"] = (comma + 2, end)
        return comma + 1
    return end


def _within(text: str, run: Range | None, *, inside: bool = False) -> Range | None:
    """The run without quotation marks, “In” (where `inside`), and the punctuation at its ends;
    None if nothing is left.
    """
    if run is None:
        return None
    lead = r"(?:[Ii]n:?\s+)?" if inside else ""
    match = pattern(
        r"[\s“”\"'‘«„(*_]*" + lead + r"[\s“”\"'‘«„*_]*(?P<core>.*?)"
        r"[\s.,:;”\"’»)*_]*(?:\(\p{Lu}\.?)?(?:\[[^\]]*\][.,]?)?"
        r"(?:\s(?:PhD|Ph\.D\.|Doctoral|Master’?'?s)\s(?:thesis|dissertation))?"
        r"(?:\s*\([^()]*\b(?:dissertation|thesis|ed\.|edn|edition|vols?\.|report no|version)\b[^()]*\)[.,]?)?"
        r"(?:\s*\[[^\]]*\][.,]?)?"
    ).fullmatch(text, *run)
    if not match:
        return None
    start, end = match.span("core")
    if start == end:  # all in brackets, as translated titles are
        whole = pattern(r"\s*\[(?P<core>[^\]]*)\][.,]?").fullmatch(text, *run)
        return whole.span("core") if whole and whole["core"] else None
    if text.count("(", start, end) > text.count(")", start, end):
        close = text.find(")", end, min(end + 3, run[1]))
        end = close + 1 if close >= 0 else end
    return start, end


DOI = r"\b10\.\d{4,9}/[^\s\"<>]+"


def doi_in(text: str) -> str:
    """The DOI in an entry's text, without the stop after it."""
    found = pattern(DOI).search(text)
    if not found:
        return ""
    doi = str(found[0]).rstrip(".,;:\u201d'’")
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;:")
    return doi


PAGES = r"(?P<pages>[A-Za-z]{0,2}\d+[A-Za-z]?\s?[-–—−‐]{1,2}\s?[A-Za-z]{0,2}\d+[A-Za-z]?|[ivxl]+\s?[-–]\s?[ivxl]+|[A-Za-z]{0,2}\d+[A-Za-z]?)"  # noqa: E501
_VOLUME = (
    r"(?:\b(?:vol(?:ume)?s?|v|bd|band|t|tome|jg)\b\.?\s*)?(?P<volume>\b[A-Z]?\d+(?:[-–/]\d+)?[A-Z]?|\b[IVXLC]+\b)"
    r"(?:\s*(?:[(,.:/]|\s)\s*(?:n[or°]s?\.?\s*|issue\s*|iss\.?\s*|heft\s*|number\s*)?(?P<number>[A-Z]?\d+(?:[-–/]\d+)?|Suppl[^)]*)\)?)?"
)


def _details(text: str, runs: Mapping[str, Range]) -> dict[str, Range]:
    """Where volume, number, pages, publisher, address, editor, link and note stand."""
    out: dict[str, Range] = {}
    if "volume" in runs:
        match = pattern(_VOLUME, 2).search(text, *runs["volume"])
        if match:
            out |= {name: match.span(name) for name in ("volume", "number") if match[name]}
    if "pages" in runs:
        match = pattern(PAGES).search(text, *runs["pages"])
        if match:
            out["pages"] = match.span("pages")
    for name, label in (("publisher", "publisher"), ("address", "location"), ("note", "note")):
        place = _within(text, runs.get(label))
        if place:
            out[name] = place
    editor = runs.get("editor")
    title = runs.get("title") or runs.get("container")
    if editor and title and editor[0] > title[0]:
        translated = pattern(r"\btransl|\btrans\.|\btrad\.|übers", 2).search(text, *editor)
        out["translator" if translated else "editor"] = editor
    link = pattern(r"https?://\S+|www\.\S+").search(text)
    if link:
        out["url"] = (link.start(), link.end() - len(link[0]) + len(link[0].rstrip(".,;")))
    doi = doi_in(text)
    if doi:
        start = text.index(doi)
        out["doi"] = (start, start + len(doi))
    return out


def _kind(text: str, runs: Mapping[str, Range]) -> str:
    """The kind of work, by its parts and a few words."""
    if pattern(r"\b(?:dissertation|thesis|thèse|mémoire de|Diss\.)", 2).search(text) and "journal" not in runs:
        return "thesis"
    container = text[slice(*runs["container"])] if "container" in runs else ""
    if pattern(r"\b(?:proceedings|proc\.|conference|symposium|workshop|congress)", 2).search(container):
        return "proceedings"
    if container:
        return "chapter"
    if "journal" in runs:
        return "article"
    if pattern(r"\b(?:working paper|technical report|tech\. rep|report no|discussion paper|white paper)", 2).search(
        text
    ):
        return "report"
    if "publisher" in runs or "location" in runs:
        return "book"
    if pattern(r"https?://(?!(?:dx\.)?doi\.org)|www\.").search(text):
        return "web"
    return "other"


def _style(text: str, runs: Mapping[str, Range], author: Range | None, year: Any) -> str:
    """The manner of the entry, by the order of its first parts and how they are parted; "" where it says none."""
    if not author or not year:
        return ""
    who = text[slice(*author)]
    title = runs.get("title")
    quoted = bool(title and text[title[0]] in "“\"‘'«")
    early = not title or year.start() < title[0]
    initials = bool(pattern(r"^\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)?,\s(?:\p{Lu}\.[\s-]?)+").match(who))
    written = bool(pattern(r"^\p{Lu}[\p{L}’'-]+,\s\p{Lu}\p{Ll}{2,}").match(who))
    bare = bool(pattern(r"^\p{Lu}[\p{L}’'-]+\s\p{Lu}{1,3}(?:[,.]|$)").match(who))
    first = bool(pattern(r"^(?:\p{Lu}\.[\s-]?)+\p{Lu}[\p{L}’'-]+").match(who))
    if early:
        bracket = text[year.start() - 1 : year.start()] == "("
        after = text[year.end() : year.end() + 2]
        if bracket and initials:
            return "apa" if pattern(r"[^()]*\)\.").match(text, year.end()) else "harvard"
        if written and not bracket and after[:1] == ".":
            return "chicago"
        return "harvard" if initials and not bracket else ""
    if bare and pattern(r";\s?\d+|\.\s*$").match(text, year.end()):
        return "vancouver"
    if first and quoted:
        return "ieee"
    if written and quoted and pattern(r"\bvol\.\s?\d+,\sno\.").search(text):
        return "mla"
    if written and (quoted or "publisher" in runs):
        return "chicago"
    return ""
