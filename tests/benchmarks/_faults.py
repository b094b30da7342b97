"""The kinds of fault that `mutations.py` makes, as data: patterns of sites, sentences of our own. Reads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault, and the rules of which one at least should find it.

    `sites`: patterns, each with what may be written at a place that it finds. `carriers`: sentences with `{wrong|right}`;
    with `paragraph`, whole paragraphs that should not be there. `once`: one in a copy of a paper; `apart`: one of all
    kinds that say the same, for each hides the other. `needs`: only in a paper where this is found. `known`: only words
    that some paper writes in small letters. `same`: the paragraph again. `preset`: checked under it. `fix` False: a fix is not
    asked for.
    """

    name: str
    rules: tuple[str, ...]
    sites: tuple[tuple[str, tuple[str, ...]], ...] = ()
    carriers: tuple[str, ...] = ()
    paragraph: bool = False
    heading: bool = False
    once: bool = False
    apart: str = ""
    needs: str = ""
    known: bool = False
    preset: str = ""
    same: str = ""
    fix: bool = True


def _at(name: str, rules: str, *sites: tuple[str, str | tuple[str, ...]], **more: object) -> Kind:
    made = tuple((pattern, (new,) if isinstance(new, str) else new) for pattern, new in sites)
    return Kind(name, tuple(rules.split()), made, **more)  # type: ignore[arg-type]


def _in(name: str, rules: str, *carriers: str, **more: object) -> Kind:
    return Kind(name, tuple(rules.split()), carriers=carriers, **more)  # type: ignore[arg-type]


def _lower(frames: str, names: str) -> tuple[str, ...]:
    """Each name in small letters, in each frame (one a line, “%” where the name goes)."""
    return tuple(
        frame.replace("%", f"{{{name.lower()}|{name}}}") for frame in _lines(frames) for name in names.split(", ")
    )


def _last_lower(frames: str, names: str) -> tuple[str, ...]:
    """Each name with its last word in small letters."""
    out = []
    for frame in _lines(frames):
        for name in names.split(", "):
            head, _, tail = name.rpartition(" ")
            out.append(frame.replace("%", f"{head} {{{tail.lower()}|{tail}}}"))
    return tuple(out)


def _both(frames: str, names: str) -> tuple[str, ...]:
    return (*_lower(frames, names), *_last_lower(frames, names))


def _lines(text: str) -> Iterable[str]:
    return [line.strip() for line in text.strip().splitlines()]


LOWER = "\\L"
"""Instead of what may be written: the words found, in small letters."""

T, C, A = "typography.", "case.", "artefacts."
L2, W = r"(?<=\p{L}{2})", r"(?=\p{L}{2})"

TYPOGRAPHY = (
    _at("space before a mark", f"{T}space-before-punctuation", (r"(?<=\p{L}{2})(?=[,;.?](?:\s|\z))", " ")),
    _at("space before a colon", f"{T}space-before-colon", (r"(?<=\p{L}{2})(?=: \p{L})", " ")),
    _at("no space after a comma", f"{T}space-after-comma", (r"(?<=\p{L}{2},) (?=\p{L}{2})", "")),
    _at("no space after a semicolon", f"{T}space-after-semicolon", (r"(?<=\p{L}{2};) (?=\p{L}{2})", "")),
    _at("no space after a colon", f"{T}space-after-colon", (r"(?<=(?<![_\w])\p{L}{3,}:) (?=\p{L}{2,} )", "")),
    _at("no space after a stop", f"{T}space-after-stop", (r"(?<=\p{Ll}{3}\.) (?=\p{Lu}\p{Ll}+ )", "")),
    _at("doubled space", f"{T}doubled-space", (r"(?<=[\p{Ll},]) (?=\p{Ll})", "  ")),
    _at(
        "doubled space after a stop",
        f"{T}doubled-space-after-stop consistency.stop-spacing",
        (r"(?<=\p{Ll}\.) (?=\p{Lu})", "  "),
    ),
    _at("no space before a bracket", f"{T}space-before-bracket", (r"(?<=\p{Ll}{3}) (?=\(\p{Ll}+ [^()=]+\))", "")),
    _at("no space after a bracket", f"{T}space-after-bracket", (r"(?<= \([^()]*\p{L}\)) (?=\p{Ll}{2,}[ ,.])", "")),
    _at(
        "space inside brackets",
        f"{T}space-inside-brackets",
        (r"(?<=\()(?=\p{L}{2})", " "),
        (r"(?<=\p{L}{2})(?=\))", " "),
    ),
    _in(
        "space inside quotation marks",
        f"{T}space-inside-quotes",
        "The bakers called it “{ |}a clean break”.",
        "They spoke of “an open door{ |}” in the town.",
        'The bakers called it "{ |}a clean break".',
        'They spoke of "an open door{ |}" in the town.',
        "One wrote of “{ |}salt, wool and grain” as staples.",
        'It was "{ |}the last tax" of that reign.',
    ),
    _in(
        "no space before a quotation",
        f"{T}space-before-quote",
        "The bakers spoke of{| }“open doors” in the town.",
        "She wrote that{| }“salt was dear” in the north.",
        "The council asked for{| }“more time” and got it.",
        "He answered,{| }“Nobody came.”",
    ),
    _in(
        "quotation that does not close",
        f"{T}quote-open",
        "The bakers spoke of {“open doors in the town|“open doors in the town}.",
        "She wrote that {“salt was dear in the north|“salt was dear in the north}.",
        'The council asked for {"more time and got it|"more time and got it}.',
        "One name was {“the free port and stayed|“the free port and stayed}.",
        fix=False,
        apart="quotation",
    ),
    _in(
        "quotation that does not open",
        f"{T}quote-close",
        "The bakers spoke of open doors{”|”} in the town.",
        "She wrote that salt was dear{”|”} in the north.",
        "One name was the free port{”|”} and stayed.",
        fix=False,
        apart="quotation",
    ),
    _at("bracket that does not close", f"{T}bracket-open", (r"\((\p{L}[\p{L} ,-]{3,60})\)", r"(\1"), fix=False),
    _at("bracket that does not open", f"{T}bracket-close", (r"\((\p{L}[\p{L} ,-]{3,60})\)", r"\1)"), fix=False),
    _at(
        "e.g. and i.e. without a stop",
        f"{T}eg-ie-stops",
        (r"\b(e\.g|i\.e)\.", r"\1"),
        (r"\b(e|i)\.(g|e)\.", r"\1. \2."),
    ),
    _in(
        "et al. without its stop",
        f"{T}et-al-stop",
        "Novak {et al|et al.} (2015) hold that trade grew.",
        "The survey of Berg {et. al.|et al.} (2017) is larger.",
        "Others (Weber {et al|et al.}, 2011) disagree.",
        "As Lindt {et. al|et al.} found, prices fell.",
        "Others (Weber {etal.|et al.}, 2011) disagree.",
    ),
    _in(
        "etc. without its stop",
        f"{T}etc-stop",
        "Salt, wool, {etc|etc.} were taxed.",
        "The goods (grain, fish, {etc|etc.}) were sold.",
        "They paid in coin, in kind, {ect.|etc.} and were free.",
    ),
    _in(
        "initialism without its last stop",
        f"{T}initialism-stop",
        "The {U.S|U.S.}-Russian talks failed.",
        "The {U.S|U.S.} government paid.",
        "A {U.K|U.K.} firm bought the mill.",
        "The {U.N|U.N.} envoy left.",
        "He took his {Ph.D|Ph.D.} in Riga.",
        "The {U.S.S.R|U.S.S.R.} signed.",
        "They met at 9 {a.m|a.m.} and left.",
        "In Washington, {D.C|D.C.}, they met.",
    ),
    _in(
        "hyphen with spaces for a dash",
        f"{T}spaced-hyphen",
        "The plan{ - | – }if it was one – failed.",
        "Three goods{ - | – }salt, wool and grain – were taxed.",
        "The council paid in full{ - | – }and said so.",
        "The second mill (1901){ - | – }the larger one – burned.",
    ),
    _in(
        "hyphen without spaces for a dash",
        f"{T}hyphen-for-dash",
        "The border{-|—}which was a line on old maps—was moved.",
        "Small towns{-|—}such as Narva or Cesis—kept out.",
        "Only the millers{-|—}they had the most to lose—voted.",
        "The tax on wool{-|—}the oldest of all—fell.",
        "The grain trade{-|—}including that of the abbey—was free.",
    ),
    _at(
        "hyphen with a space on one side",
        f"{T}hyphen-space-compound {T}hyphen-one-space {T}hyphen-around-remark",
        (r"(?<=\b\p{Ll}{3,})-(?=\p{Ll}{3,}\b)", ("- ", " -")),
    ),
    _in(
        "dash with a space on one side",
        f"{T}dash-uneven",
        "The plan{– | – }if it was one – failed.",
        "Three goods{ –| – }salt, wool and grain – were taxed.",
        "The council paid{— | — }and said so.",
        "The wool tax{ —| — }the oldest — fell.",
    ),
    _in(
        "two hyphens for a dash",
        f"{T}double-hyphen",
        "The plan {--|–} if it was one – failed.",
        "The council paid {---|—} and said so.",
        fix=False,
    ),
    _in(
        "hyphen in a range",
        f"{T}range-hyphen",
        "The war of 1939{-|–}1945 cost much.",
        "The proof stands on pp. 12{-|–}15 of the roll.",
        "Trade fell (1873{-|–}1896) in all towns.",
        "See Novak (2015, pp. 101{-|–}119).",
        "See chapters 3{-|–}5 of the roll.",
        "About 10{-|–}15 % of them left.",
        "The roll lists children aged 5{-|–}9 years.",
    ),
    _at("apostrophe with a space", f"{T}apostrophe-space", (r"(?<=\p{Ll}{3})(['’])(?=s \p{Ll})", (r" \1", r"\1 "))),
    _at("apostrophe turned", f"{T}apostrophe-turned", (r"(?<=\p{Ll}{3})['’](?=s \p{Ll})", "‘")),
    _at(
        "mark twice",
        f"{T}doubled-punctuation",
        (r"(?<=\p{L}{3}),(?= \p{L})", (",,", ", ,")),
        (r"(?<=\p{Ll}{3})\.(?= \p{Lu}|\z)", ("..", ",.")),
        (r"(?<=\p{L}{3});(?= \p{L})", ";;"),
    ),
    _at("mark after a heading", f"{T}heading-end", (r"(?<=\p{L}{3})\Z", (":", ".", ",")), heading=True),
    _in(
        "apostrophe in a decade",
        f"{T}ordinal-apostrophe",
        "In the 1930{'s|s} trade fell.",
        "By the 1880{’s|s} all had left.",
        "Since the late 1990{’s|s} it has grown.",
        "The 2000{'s|s} were better.",
    ),
    _in(
        "no space between years cited",
        f"{T}space-after-citation-comma",
        "Ivanova (2011,{| }2014) disagrees.",
        "Others differ (Berg, 1999,{| }2003a).",
        "Novak (1988,{| }1990,{| }1994) disagrees.".replace(",{| }1994", ", 1994"),
    ),
    _in(
        "wrong ordinal",
        f"{T}ordinal",
        *(
            f"This was the {{{wrong}|{right}}} {thing} of its kind."
            for wrong, right in (
                ("1th", "1st"),
                ("2th", "2nd"),
                ("3th", "3rd"),
                ("21th", "21st"),
                ("22th", "22nd"),
                ("23th", "23rd"),
                ("31th", "31st"),
                ("11st", "11th"),
                ("12nd", "12th"),
                ("4rd", "4th"),
                ("101th", "101st"),
                ("2rd", "2nd"),
            )
            for thing in ("case", "century")
        ),
    ),
    _in(
        "ordinal with a space",
        f"{T}ordinal",
        *(
            f"In the {n}{{ |}}{end} century trade fell."
            for n, end in ((19, "th"), (20, "th"), (21, "st"), (2, "nd"), (3, "rd"), (18, "th"))
        ),
    ),
    _in(
        "arrow of ASCII signs",
        f"{T}ascii-arrow",
        "The chain is salt {->|→} tax {->|→} revolt.".replace(" tax {->|→}", " tax →"),
        "Fear {=>|⇒} arms, as one says.",
        "More grain {-->|→} lower prices is the rule.",
        "The order (north {->|→} south) held.",
        "Grain {<->|↔} salt was the trade.",
    ),
    _in(
        "sign of ASCII letters",
        f"{T}ascii-sign",
        "The mean was 4.2 {+/-|±} 0.3 in the north.",
        "Towns with {>=|≥} 500 hearths were counted.",
        "Towns with {<=|≤} 500 hearths were left out.",
        "The plot of 30 {x|×} 40 ells was sold.",
        "The rate was {!=|≠} 1 in the south.",
        "A box of 3{x|×}4 ells was found.",
        "The mean was 4.2{+-|±}0.3 in the north.",
    ),
    _in(
        "fraction of ASCII signs",
        f"{T}fraction",
        "It took 2 {1/2|½} years.",
        "The price rose by 1 {1/4|¼} thalers.",
        "He owned 3{ 3/4| ¾} acres.",
    ),
    _in(
        "number and unit without a space",
        f"{T}number-unit numbers.unit-form",
        *(
            f"The stone weighed or measured {n}{{| }}{unit} in all."
            for n in (5, 12, "3.5", 250)
            for unit in ("kg", "km", "mm", "cm", "ms", "mL", "GHz", "kHz", "MB", "GB", "nm")
        ),
    ),
    _in(
        "unit that a line may break from",
        f"{T}no-break-unit",
        "It weighed 5{ |\N{NO-BREAK SPACE}}kg.",
        "It took 20{ |\N{NO-BREAK SPACE}}ms to load.",
        "The road of 12{ |\N{NO-BREAK SPACE}}km is paved.",
    ),
    _in(
        "percent two ways",
        "consistency.percent",
        "Of the towns 20% paid, 30% did not and 40% had gone. Of the rest 50{ |}% paid.",
        "Of the towns 20 % paid, 30 % did not and 40 % had gone. Of the rest 50{| }% paid.",
        needs=r"\A[^%]*\Z",
        once=True,
    ),
    _at(
        "possessive twice",
        f"{T}possessive-doubled",
        (r"(?<=\b\p{Ll}{4,}(?:ment|ation|ist|ent|er)s)['’](?= )", "’s"),
        fix=False,
    ),
    _at(
        "stop inside a sentence",
        f"{T}stray-stop",
        (r"(?<=\b\p{Ll}{5,}) (?=(?:has|have|was|were|is|are|will|can|of|which|than|and|or|into) \p{Ll})", ". "),
    ),
)

MONTHS = "January, February, March, April, May, June, July, August, September, October, November, December"
DAYS = "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"
PEOPLES = """Tunisian, Algerian, Cuban, Estonian, Latvian, Lithuanian, Georgian, Armenian, Moldovan, Kazakh, Uzbek, Saudi, Yemeni,
 Lebanese, Jordanian, Libyan, Moroccan, Somali, Sudanese, Congolese, Ugandan, Tanzanian, Zambian, Chilean, Peruvian, Bolivian,
 Colombian, Venezuelan, Argentine, Icelandic, Swiss, Slovenian, Bosnian, Albanian, Maltese, Cypriot, Thai, Filipino, Nepalese,
 Bangladeshi, Mongolian, Taiwanese, Russian, Pakistani, Chinese, German, French, Spanish, Hungarian, Nigerian, Iraqi, Kenyan"""
COUNTRIES = """Tunisia, Algeria, Cuba, Armenia, Tanzania, Uganda, Zambia, Iceland, Switzerland, Slovenia, Bosnia, Slovakia, Cyprus,
 Thailand, Nepal, Bangladesh, Mongolia, Taiwan, Libya, Morocco, Somalia, Sudan, Russia, Pakistan, Germany, France, Hungary, Nigeria,
 Zimbabwe, Ecuador, Bolivia, Peru, Yemen, Qatar, Kuwait, Philippines, Cambodia, Singapore, Angola, Ghana, Rwanda, Luxembourg"""
EVENTS = "Cold War, First World War, Second World War, Vietnam War, Korean War, Gulf War, Crimean War, Berlin Wall, French Revolution, Industrial Revolution, Great Depression, Middle Ages, Iron Curtain, Thirty Years’ War, Russian Revolution, Cultural Revolution, Boer War, Weimar Republic, Ottoman Empire, Roman Empire, Black Death, Prague Spring, Arab Spring"
BODIES = "Warsaw Pact, Soviet Union, European Union, European Commission, European Parliament, United Nations, United States, United Kingdom, African Union, Arab League, World Bank, Security Council, Red Cross, Geneva Convention, Kyoto Protocol, Marshall Plan, Truman Doctrine, Monroe Doctrine, Nobel Prize, Supreme Court, White House, Federal Reserve, Red Army, Paris Agreement, Good Friday Agreement, Lisbon Treaty, Bush Doctrine, Minsk Agreements, Brookings Institution, Bretton Woods, Camp David Accords, Dayton Accords, North Atlantic Treaty"
SEAS = "Baltic Sea, Black Sea, North Sea, Barents Sea, Red Sea, Pacific Ocean, Atlantic Ocean, Indian Ocean, Persian Gulf, Middle East, Suez Canal, Panama Canal"
PLACES = "South Korea, Saudi Arabia, New Zealand, Sri Lanka, Hong Kong, New York, South Africa, Latin America, North America, Eastern Europe, Costa Rica, El Salvador, Sierra Leone, Puerto Rico, San Francisco, Los Angeles, Buenos Aires, Northern Ireland, Southeast Asia, Central Asia, Great Britain"

CASE = (
    _in(
        "day or month in small letters",
        f"{C}days-and-months",
        *_lower(
            "They met in % 1994 in Oslo.\nThe vote of 12 % 1998 was close.\nSince early % nobody had paid.", MONTHS
        ),
        *_lower("They met on a % in Oslo.\nNobody came on %.", DAYS),
    ),
    _in(
        "people in small letters",
        f"{C}nationalities",
        *_lower("The two % delegates left early.\nMost of the % trade was in wool.", PEOPLES.replace("\n", "")),
    ),
    _in(
        "country in small letters",
        f"{C}nationalities",
        *_lower("The trade with % grew.\nIn % nobody paid.", COUNTRIES.replace("\n", "")),
    ),
    _in("event in small letters", f"{C}events-and-periods {C}organisations", *_both("After the % trade grew.", EVENTS)),
    _in(
        "organisation in small letters",
        f"{C}organisations",
        *_both("In those years the % was strong.", BODIES),
        *_last_lower("In those years the % was strong.", "Labour Party, Conservative Party, Communist Party"),
    ),
    _in(
        "place in small letters",
        f"{C}geography {C}nationalities",
        *_both("Ships sailed from the % to the north.", SEAS),
        *_both("Ships sailed from % to the north.", PLACES),
    ),
    _in(
        "the West in small letters",
        f"{C}the-west",
        *(
            f"{frame}"
            for frame in (
                "Relations with the {west|West} were cold.",
                "Many felt that the {west|West} had promised more.",
                "The {west|West} has ignored the plan.",
                "A rift between Russia and the {west|West} grew.",
                "Trade between the {east|East} and the {west|West} grew.".replace("{east|East}", "East"),
                "The {west|West} and its allies agreed.",
                "The threat from the {west|West} was overstated.",
                "They blamed the {west|West} for it.",
                "The distrust of the {west|West} ran deep.",
                "Their policy towards the {west|West} changed.",
            )
        ),
    ),
    _in(
        "abbreviation in small letters",
        f"{C}acronyms",
        *_lower(
            "The % members left.\nMost of the % plan failed.",
            "NATO, UNESCO, USA, NASA, OPEC, ASEAN, GDP, OECD, UK, IMF",
        ),
    ),
    _in(
        "name in small letters after a title",
        f"{C}name-after-title",
        "The letter of Dr. {novak|Novak} was lost.",
        "Prof. {berg|Berg} and Mr Lind disagreed.",
        "They asked Mrs {lind|Lind} for more.",
    ),
    _at(
        "sentence start in small letters",
        f"{C}sentence-start",
        (r"(?<=\p{Ll}{3}[.?!] )\p{Lu}\p{Ll}+(?= \p{Ll})", LOWER),
        known=True,
    ),
    _at(
        "sentence start in small letters after a number or bracket",
        f"{C}sentence-start",
        (r"(?<=\p{L}\)[.?!] |\p{Ll} \d{2,4}\. )\p{Lu}\p{Ll}+(?= \p{Ll})", LOWER),
        known=True,
    ),
    _in(
        "prefix with a capital",
        f"{C}prefix",
        "The {Post|post}-war years were poor.",
        "They were {Pro|pro}-Western.".replace("They", "The leaders"),
        "It was an {Anti|anti}-tax league.",
        "The {Pre|pre}-war price was lower.",
        "Most were {Non|non}-resident.",
        "In the {Post|post}-Cold War years they left.",
        "It was a {Multi|multi}-year plan.",
        "A {Zero|zero}-sum view won.",
        "The {Self|self}-interest of the town won.",
        "They took a {Counter|counter}-measure.",
    ),
    _in(
        "pronoun in small letters",
        f"{C}pronoun-i",
        "Here {i|I} argue that prices fell.",
        "As {i|I} have shown, nobody paid.",
        "In sum, {i|I} think so.",
        "Then {i|I} asked the miller.",
    ),
    _in(
        "journal in small letters",
        f"{C}journal-title",
        *(
            f"Her paper appeared in the {{{low}|{name}}} in 2001."
            for low, name in (
                ("journal of trade studies", "Journal of Trade Studies"),
                ("journal of international politics", "Journal of International Politics"),
                ("journal of modern history", "Journal of Modern History"),
                ("journal of strategic studies", "Journal of Strategic Studies"),
                ("american journal of sociology", "American Journal of Sociology"),
                ("review of international studies", "Review of International Studies"),
                ("annals of botany", "Annals of Botany"),
                ("quarterly journal of economics", "Quarterly Journal of Economics"),
            )
        ),
        fix=False,
    ),
    _in(
        "small word with a capital in a title",
        f"{C}heading-small-words",
        "Trade {And|and} War",
        fix=False,
        heading=True,
    ),
)

OUR = (
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("neighbour", "neighbor"),
    ("labour", "labor"),
    ("favourite", "favorite"),
    ("honour", "honor"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("metre", "meter"),
    ("modelling", "modeling"),
    ("travelled", "traveled"),
    ("labelled", "labeled"),
    ("analyse", "analyze"),
    ("analysed", "analyzed"),
    ("defence", "defense"),
    ("ageing", "aging"),
    ("grey", "gray"),
    ("sceptical", "skeptical"),
    ("tumour", "tumor"),
    ("paediatric", "pediatric"),
    ("oestrogen", "estrogen"),
    ("haemoglobin", "hemoglobin"),
    ("mould", "mold"),
    ("plough", "plow"),
    ("enrol", "enroll"),
    ("fulfil", "fulfill"),
    ("skilful", "skillful"),
    ("jewellery", "jewelry"),
    ("manoeuvre", "maneuver"),
    ("cheque", "check"),
    ("tyre", "tire"),
    ("aluminium", "aluminum"),
    ("leukaemia", "leukemia"),
    ("encyclopaedia", "encyclopedia"),
)
BRITISH = "The colour, the flavour and the odour of the harbour were a matter of honour to the neighbours."
AMERICAN = "The color, the flavor and the odor of the harbor were a matter of honor to the neighbors."
ISE = [
    "organ",
    "real",
    "recogn",
    "emphas",
    "summar",
    "character",
    "general",
    "util",
    "modern",
    "stabil",
    "destabil",
    "central",
    "local",
    "global",
    "industrial",
    "minim",
    "maxim",
    "optim",
    "special",
    "standard",
    "social",
    "urban",
    "militar",
    "politic",
    "mobil",
    "legitim",
    "prior",
    "scrutin",
    "random",
    "visual",
    "normal",
    "initial",
    "formal",
    "final",
    "digit",
    "categor",
    "author",
    "critic",
    "capital",
    "nation",
    "national",
    "liberal",
    "marginal",
    "natural",
    "neutral",
    "penal",
    "polar",
    "popular",
    "privat",
    "rational",
    "secular",
    "sensit",
    "symbol",
    "synchron",
    "synthes",
    "theor",
    "vectori",
    "tokenn",
]

CONSISTENCY = (
    _in(
        "American word in a British text",
        "consistency.british-american",
        *(
            f"{BRITISH} There the {{{us}|{uk}}} stood."
            for uk, us in OUR
            if us not in ("check", "tire", "meter", "program", "license")
        ),
        once=True,
        needs=r"\A(?![\s\S]*\b\w*(?:olor|avor|abor\b|onor|eighbor|umor|avior|yze|yzing|aging|gray|center|eled|eling|fense|lfill|ediatr)\w*)",
        apart="country",
    ),
    _in(
        "British word in an American text",
        "consistency.british-american",
        *(f"{AMERICAN} There the {{{uk}|{us}}} stood." for uk, us in OUR if uk not in ("cheque", "metre")),
        once=True,
        needs=r"\A(?![\s\S]*\b\w*(?:olour|avour|abour|onour|eighbour|umour|aviour|yse|ysing|ageing|grey|centre|elled|elling|fence|paediatr)\w*)",
        apart="country",
    ),
    _in(
        "-ize in a text with -ise",
        "consistency.ise-ize",
        *(
            f"They organised, realised and modernised; they criticised and recognised. They {{{s}ized|{s}ised}} it."
            for s in ISE[:50]
        ),
        once=True,
        needs=r"\A(?![\s\S]*\b\p{L}{4,}iz(?:e|ed|ing|ation)\b)",
        apart="ize",
    ),
    _in(
        "-ise in a text with -ize",
        "consistency.ise-ize",
        *(
            f"They organized, realized and modernized; they criticized and recognized. They {{{s}ised|{s}ized}} it."
            for s in ISE[:50]
        ),
        once=True,
        needs=r"\A(?![\s\S]*\b\p{L}{4,}is(?:ed|ing|ation)\b)",
        apart="ize",
    ),
    _in(
        "a word spelt two ways",
        "consistency.word-forms terms.hyphen-two-ways",
        *(
            f"The {a} grew; the {a} fell; each {a} is a {a}. The {{{b}|{a}}} was sold."
            for a, b in (
                ("website", "web site"),
                ("dataset", "data set"),
                ("email", "e-mail"),
                ("policymaker", "policy-maker"),
                ("decision-maker", "decision maker"),
                ("peacebuilding", "peace-building"),
                ("workflow", "work-flow"),
                ("landowner", "land-owner"),
                ("cyberattack", "cyber attack"),
                ("stakeholder", "stake-holder"),
                ("timeline", "time line"),
                ("healthcare", "health care"),
                ("overrun", "over-run"),
            )
        ),
        needs=r"\A(?![\s\S]*(?:data ?set|e-?mail|web ?site|work-?flow|decision.maker|time ?line|health ?care))",
        once=True,
    ),
    _in(
        "compound with and without its hyphen",
        "consistency.word-forms consistency.compounds terms.hyphen-two-ways usage.compound-hyphen",
        *(
            f"A {a} plan met a {a} need; the {a} view won a {a} vote. The {{{b}|{a}}} plan was sold."
            for a, b in (
                ("human-centred", "human centred"),
                ("post-war", "post war"),
                ("long-term", "long term"),
                ("state-led", "state led"),
                ("grain-based", "grain based"),
                ("city-wide", "city wide"),
                ("decision-making", "decision making"),
                ("risk-averse", "risk averse"),
                ("self-taught", "self taught"),
                ("well-known", "well known"),
                ("salt-free", "salt free"),
                ("market-driven", "market driven"),
                ("face-to-face", "face to face"),
                ("twenty-first", "twenty first"),
            )
        ),
        once=True,
    ),
    _in(
        "straight quotation marks among curly ones",
        "consistency.quotation-marks",
        'The “old town”, the “new town” and the “free town” met the {"|“}lost town".',
        once=True,
        needs=r'\A[^"]*\Z',
    ),
    _in(
        "straight apostrophe among curly ones",
        "consistency.apostrophes",
        "The king’s men, the town’s bakers and the duke’s millers paid the abbot{'|’}s tax.",
        once=True,
        needs=r"\A[^']*\Z",
    ),
    _in(
        "dash unlike the others",
        "consistency.dashes",
        "The plan – if it was one – failed, and the tax – the oldest – fell. The salt{—| – }it was dear – sold.",
        "The plan—if it was one—failed, and the tax—the oldest—fell. The salt{ – |—}it was dear—sold.",
        once=True,
        needs=r"\A[^–—]*\Z",
    ),
    _in(
        "ellipsis unlike the others",
        "consistency.ellipses",
        "The roll says … and then … and ends … there, but {...|…} goes on.",
        "The roll says ... and then ... and ends ... there, but {…|...} goes on.",
        once=True,
        needs=r"\A(?![\s\S]*(?:…|\.\.\.))",
    ),
    _in(
        "comma before the last of three, unlike the others",
        "consistency.serial-comma",
        "They sold salt, wool, and grain. They bought wine, cloth, and iron. They taxed ships, carts, and mills. They feared fire, plague{|,} and war.",
        "They sold salt, wool and grain. They bought wine, cloth and iron. They taxed ships, carts and mills. They feared fire, plague{,|} and war.",
        once=True,
        needs=r"\A(?![\s\S]*, (?:and|or) )|manuscript/none",
    ),
    _in(
        "abbreviation two ways",
        "consistency.abbreviations",
        "The U.S. plan, the U.S. vote and the U.S. army met the {US|U.S.} fleet.",
        "The US plan, the US vote and the US army met the {U.S.|US} fleet.",
        "The UK plan, the UK vote and the UK army met the {U.K.|UK} fleet.",
        once=True,
        needs=r"\A(?![\s\S]*(?:\bUS\b|U\.S\.|\bUK\b))",
    ),
)

FIELD = (
    "As shown in {Error! Reference source not found.|Table 2}, prices fell.",
    "As shown in {Error! Bookmark not defined.|Table 2}, prices fell.",
    "Prices fell {ADDIN EN.CITE|(Novak, 2015)} in the north.",
    "Prices fell {ADDIN ZOTERO_ITEM CSL_CITATION|(Novak, 2015)} in the north.",
    "Prices fell in the north, as all agree {Novak, 2015 #42}.".replace(
        "{Novak, 2015 #42}", "{\\{Novak, 2015 #42\\}|x}"
    )
    if False
    else "See {Error! No text of specified style in document.|Table 2} for more.",
    "The roll has 12 leaves {\\* MERGEFORMAT|} in all.".replace("{\\*", "{\\\\*"),
    "See {ADDIN Mendeley Citation|(Novak, 2015)} for more.",
)
ARTEFACTS = (
    _in(
        "page chrome",
        f"{A}page-chrome",
        "Sign in to view more articles",
        "Log in with ORCID",
        "Create an account",
        "Forgot your password?",
        "Please enter your e-mail address to go on.",
        "We use cookies to make this site better for you.",
        "This site uses cookies. Learn more",
        "Accept all cookies",
        "Share this article",
        "Share on Facebook",
        "Download PDF",
        "Back to top",
        "Skip to main content",
        "Subscribe to our newsletter for more.",
        "Cookie settings",
        "All rights reserved.",
        "Follow us on LinkedIn",
        "Cite this article",
        "You may also like",
        "Related articles",
        "Leave a comment",
        "Your browser does not support this feature.",
        "Reset password",
        "Privacy policy",
        "Terms of use",
        "Click here to download the article.",
        "View full text",
        "Get access",
        "Search this site",
        paragraph=True,
        fix=False,
    ),
    _in(
        "words of a chat assistant",
        f"{A}assistant-phrases",
        *(
            f"{{{p}|}}"
            for p in (
                "Certainly! Here is a revised version of the paragraph:",
                "I hope this helps!",
                "As an AI language model, I cannot check this.",
                "Let me know if you need further changes.",
                "Here is the rewritten paragraph:",
                "Sure! Here's the text in formal English.",
                "Feel free to adjust the wording.",
                "I cannot browse the internet.",
                "Would you like me to shorten it?",
                "Of course! Here is the summary.",
                "My knowledge cutoff is 2023.",
                "Here is a polished version of your abstract:",
                "I'd be happy to help with the next section.",
                "Is there anything else you would like me to change?",
                "Great question!",
                "Here's a more formal version:",
                "Below is a revised version of your text:",
                "I apologize for the confusion in my previous answer.",
                "As a large language model, I have no opinion.",
                "Please let me know if this meets your needs.",
            )
        ),
        fix=False,
    ),
    _in("field code", f"{A}field-codes", *FIELD, fix=False),
    _at(
        "text in the wrong encoding",
        f"{A}mojibake",
        (r"’", "â€™"),
        (r"“", "â€œ"),
        (r"–", "â€“"),
        (r"é", "Ã©"),
        (r"ö", "Ã¶"),
        (r"ü", "Ã¼"),
        (r"á", "Ã¡"),
        (r"(?<=\p{L}{3})'(?=s )", "â€™"),
    ),
    _at(
        "character lost",
        f"{A}mojibake",
        (r"(?<=\p{L}{2})\p{Ll}(?=\p{Ll}{2})", "\ufffd"),
        (r"(?<=\p{L}{3})['’](?=s )", "\ufffd"),
        fix=False,
    ),
    _at(
        "ligature",
        f"{A}ligatures",
        (r"fi(?=\p{Ll})", "ﬁ"),
        (r"fl(?=\p{Ll})", "ﬂ"),
        (r"ff(?=\p{Ll})", "ﬀ"),
        (r"ffi", "ﬃ"),
    ),
    _at(
        "invisible character",
        f"{A}invisible-characters",
        (r"(?<=\p{Ll}{3})(?=\p{Ll}{3})", ("\u00ad", "\u200b")),
        (r"(?<=\p{L}{3} )(?=\p{L}{3})", ("\u200b", "\ufeff")),
    ),
    _in(
        "sign of a symbol font",
        f"{A}private-use",
        "The aims are {\uf0b7|•} salt and wool.",
        "It led to {\uf0e0|→} war.",
        fix=False,
    ),
    _at(
        "word cut by a line end of a PDF",
        f"{A}line-hyphen",
        (
            r"(?<=\b\p{Ll}{3,5})(?=(?:tion|ment|ing|ity|able|ence|ance|ical|ness|tions|ments|sion|ated|ates|ating|ization|ally|tional|ular|ive)\b)",
            "- ",
        ),
    ),
    _at("bracket inside a word", f"{A}stray-bracket", (r"(?<=\b\p{Ll}{2,})(?=\p{Ll}{2,}\b)", ("]", "}")), fix=False),
    _in(
        "note to oneself",
        f"{A}placeholders",
        *(
            f"The town paid {{{p}|}} in the end."
            for p in (
                "TODO",
                "[insert table]",
                "(ref)",
                "XXX",
                "[citation needed]",
                "???",
                "(REF)",
                "[cite]",
                "FIXME",
                "TBD",
                "[add source]",
                "lorem ipsum dolor sit amet",
                "[AUTHOR NAME]",
                "[XX]",
                "(citation needed)",
                "[to be completed]",
                "[Year]",
                "(date?)",
                "[?]",
                "TK",
            )
        ),
        fix=False,
    ),
    _in(
        "page number",
        f"{A}page-number {A}bare-number",
        "12",
        "Page 3 of 20",
        "page 7",
        "– 14 –",
        "217",
        "Page 118",
        "p. 31",
        "– 5 –",
        paragraph=True,
        fix=False,
    ),
    Kind("paragraph twice", (f"{A}duplicate-paragraph",), paragraph=True, same="all", fix=False, once=True),
    _in(
        "sentence twice",
        f"{A}duplicate-sentence",
        "The bakers of the old town asked the council to lower the tax on grain. {The bakers of the old town asked the council to lower the tax on grain.|}",
        "Salt came by ship from the south and was sold in the market. {Salt came by ship from the south and was sold in the market.|}",
        once=True,
        fix=False,
    ),
)

INCLUSIVE = (
    _in(
        "term that guides advise against",
        "inclusive.disability inclusive.age inclusive.gender inclusive.race inclusive.status inclusive.participants",
        *(
            f"The roll tells of {{{bad}|{good}}} in the town."
            for bad, good in (
                ("the elderly", "older adults"),
                ("the disabled", "people with disabilities"),
                ("the mentally ill", "people with mental illness"),
                ("the poor", "people who are poor"),
                ("wheelchair-bound people", "wheelchair users"),
                ("mankind", "humankind"),
                ("chairmen", "chairs"),
                ("policemen", "police officers"),
                ("Caucasians", "White people"),
                ("Orientals", "Asian people"),
                ("minorities’ and the homeless", "people without housing"),
                ("alcoholics", "people with alcohol use disorder"),
                ("addicts", "people with substance use disorder"),
                ("manpower", "workforce"),
                ("the deaf", "deaf people"),
                ("the blind", "blind people"),
                ("the handicapped", "people with disabilities"),
                ("stroke victims", "people who had a stroke"),
                ("prisoners and felons", "people"),
                ("the opposite sex", "another sex"),
            )
        ),
        fix=False,
    ),
)

KINDS: tuple[Kind, ...] = (*TYPOGRAPHY, *CASE, *CONSISTENCY, *ARTEFACTS, *INCLUSIVE)
