"""More kinds of fault that `mutations.py` makes: words taken for others, grammar, what a house's guide asks for. Data only."""

from __future__ import annotations

from _faults import Kind, _at, _in

C, U, G, S, T = "confusion.", "usage.", "guide.", "spelling.", "typography."


def _pairs(frames: str, pairs: str, more: str = "") -> tuple[str, ...]:
    """Each pair “wrong|right” (several parted by “;”) in each frame (one a line, “%” where it goes)."""
    lines = [line.strip() for line in frames.strip().splitlines()]
    made = [line.replace("%", f"{{{pair.strip()}}}") for line in lines for pair in pairs.split(";")]
    return (*made, *(line.strip() for line in more.strip().splitlines()))


NOUNS = "method|model|result|system|sample|problem|question|value|factor|parameter|condition|feature|function|group"
"""Things that papers of any field count."""

CONFUSION = (
    _at(
        "affect for effect",
        f"{C}affect-effect",
        (r"(?<=\b(?:an?|no|any|its|their|significant|strong|direct|causal|negative) )effect(?= on\b)", "affect"),
        (r"(?<=\b[Tt]he )effects(?= of\b)", "affects"),
        (r"(?<=\b(?:will|may|might|can|could|would|not) )affect(?= (?:the|their|its|how)\b)", "effect"),
    ),
    _in(
        "apart for a part",
        f"{C}apart-a-part",
        *_pairs(
            "The mill is % the plan.\nThe port became % the town.\nSalt has long been % their trade.",
            "apart of|a part of",
        ),
    ),
    _in(
        "casual for causal",
        f"{C}casual-causal",
        *_pairs("They look for a % link.\nThe % mechanism is plain.\nNo % effect was found.", "casual|causal"),
        "The war led to many {causalities|casualties}.",
        "Civilian {causalities|casualties} were high.",
        "It says nothing of {casuality|causality}.",
    ),
    _in(
        "compliment for complement",
        f"{C}complement-compliment",
        "The two methods {compliment|complement} each other.",
        "Our roll {compliments|complements} existing work.",
        "These data {compliment|complement} the analysis above.",
        "They are {complimentary|complementary} approaches.",
        "The survey is {complimentary|complementary} to the roll.",
        "It has a {complimentary|complementary} role.",
    ),
    _in(
        "county for country",
        f"{C}county-country",
        *(
            f"Trade among {which} {{counties|countries}} grew."
            for which in (
                "European",
                "developing",
                "Asian",
                "African",
                "member",
                "foreign",
                "Baltic",
                "poor",
                "rich",
                "Arab",
            )
        ),
    ),
    _in(
        "district for distinct",
        f"{C}district-distinct",
        "The two are {district|distinct} from each other.",
        "There are three {district|distinct} types of mill.",
        "Each has a {district|distinct} culture.",
        "It shows two {district|distinct} patterns of trade.",
        "They form a {district|distinct} category.",
        "The town is {district|distinct} from the port.",
    ),
    _at(
        "form for from",
        f"{C}form-from",
        (
            r"(?<=\b(?:obtained|derived|collected|resulting|different|drawn|taken|ranging) )from(?= (?:the|a|an|this|these|each)\b)",
            "form",
        ),
        (r"(?<=\b(?:a|an|the|this|some|another|new|general) )form(?= of\b)", "from"),
    ),
    _in(
        "its for it is",
        f"{C}it-is-its",
        *_pairs(
            "We hold that % important to ask.\nClearly, % not enough.\nThey say % possible that salt was dear.\nSo % clear that they paid.",
            "its|it is",
        ),
    ),
    _at(
        "it for its",
        f"{C}it-its",
        (r"(?<=\b(?:of|in|on|with|for|has|by|to) )its(?= own\b)", "it"),
        (
            r"(?<=\b(?:of|for|with|increase|lost|protect|maintain) )its(?= (?:current|main|military|economic|political|national) (?:power|role|influence|position|interests|forces)\b)",
            "it",
        ),
    ),
    _at(
        "it’s for its",
        f"{C}its-it-is",
        (
            r"(?<=\b(?:of|in|on|for|with|by|from|to|at|into|despite|through|within|under) )its(?= \p{Ll}{4,})",
            ("it's", "it’s"),
        ),
    ),
    _in(
        "lead for led",
        f"{C}lead-led",
        *_pairs(
            "The tax has % to riots.\nThe men were % by a baker.\nThis had % many to leave.\nIt has also % to more trade.",
            "lead|led",
        ),
    ),
    _in(
        "loose for lose",
        f"{C}loose-lose",
        *_pairs(
            "The firms will % their markets.\nThey did not want to % the war.\nWe may % sight of it.\nNo town can % control.",
            "loose|lose",
        ),
        "They feared {loosing|losing} ground.",
        "It was the {loosing|losing} side.",
    ),
    _at(
        "maybe for may be",
        f"{C}maybe-may-be",
        (r"(?<=\b(?:this|that|it|there|which|they) )may be(?= (?:a|an|the|\p{Ll}+ed|due|used)\b)", "maybe"),
    ),
    _in(
        "maybe for may be, in our sentences",
        f"{C}maybe-may-be",
        *_pairs(
            "This % due to chance.\nIt % a sign of wealth.\nThere % more than one cause.\nThey % used for trade.",
            "maybe|may be",
        ),
    ),
    _in(
        "plural for singular of a Greek or Latin noun",
        f"{C}number-of-noun",
        "This {criteria|criterion} was met.",
        "The vote was a new {phenomena|phenomenon} in the town.",
        "These {hypothesis|hypotheses} are tested below.",
        "Two {crisis|crises} in ten years were too many.",
        "These {analysis|analyses} show a rise.",
        "Several {phenomenon|phenomena} of this kind are known.",
        "Each {criteria|criterion} has a weight.",
        "All three {thesis|theses} have been defended.",
    ),
    _in(
        "word for its like in a set phrase",
        f"{C}phrases",
        *_pairs(
            "The talks were on %.\nMuch has been said about % since.",
            "pubic opinion|public opinion; unclear weapons|nuclear weapons; martial status|marital status; marshal law|martial law;"
            " navel power|naval power; boarder control|border control; descriptive statics|descriptive statistics;"
            " gorilla warfare|guerrilla warfare; an eminent threat|an imminent threat",
        ),
        "The guild played a large {roll|role} in it.",
        "The loss is, of {coarse|course}, known.",
        "They had to {bare|bear} the cost.",
        "The bakers held on in {vein|vain}.",
        "They {asses|assess} whether the tax was paid.",
        "We must {advice|advise} the council.",
        "A {through|thorough} analysis of the roll is due.",
        "It was found by {trail|trial} and error.",
    ),
    _in(
        "principle for principal",
        f"{C}principal-principle",
        *_pairs(
            "The % reason is the tax.\nSalt was the % source of wealth.\nTheir % aim was peace.", "principle|principal"
        ),
        "They agreed in {principal|principle}, but did not pay.",
        "The {principal|principle} of equality was new.",
        "It rests on a basic {principal|principle} of law.",
    ),
    _in(
        "sense for since, since for sense",
        f"{C}sense-since {C}since-sense",
        "Trade has grown ever {sense|since}.",
        "Prices fell {sense|since} 1994.",
        "They paid less {sense|since} the end of the war.",
        "The town lost its {since|sense} of safety.",
        "It makes {since|sense} to ask.",
        "This was, in a {since|sense}, new.",
        "They had a strong {since|sense} of duty.",
    ),
    _in(
        "specially for especially",
        f"{C}specially-especially",
        "Prices rose, {specially|especially} in the ports.",
        "Many left, {specially|especially} when the mill closed.",
        "Salt was dear, {specially|especially} during the war.",
        "Few paid, {specially|especially} among the poor bakers.",
        "Trade fell in all towns and {specially|especially} in the north.",
    ),
    _in(
        "one word as two",
        f"{C}split-words {S}split-words",
        *_pairs("The roll % is lost.", "it self|itself"),
        "They kept the mill for {them selves|themselves}.",
        "{Al though|Although} salt was dear, they paid.",
        "The trade went on {through out|throughout} the war.",
        "They left {with out|without} any grain.",
        "{Now a days|Nowadays} few remember.",
        "There was {an other|another} mill.",
        "They did {every thing|everything} that was asked.",
        "They found {some thing|something} new in it.",
        "The land was divided {in to|into} two.",
    ),
    _in(
        "than for then",
        f"{C}than-then",
        *_pairs("Since %, the port has grown.\nBy %, all had left.\nUntil %, nobody had paid.", "than|then"),
    ),
    _at(
        "then for than",
        f"{C}then-than",
        (
            r"(?<=\b(?:rather|other|more|less|fewer|greater|larger|smaller|higher|lower|better|faster) )than(?= \p{Ll})",
            "then",
        ),
    ),
    _at(
        "there for their",
        f"{C}there-their",
        (r"(?<=\b(?:of|for|with|by|from|use|used) )their(?= (?:own|work|study|views|rights|power)\b)", "there"),
    ),
    _at(
        "their for there",
        f"{C}there-their",
        (r"\bThere(?= (?:is|are|was|were|has been) (?:a|an|no|not|some|many|several|also|still)\b)", "Their"),
        (
            r"(?<=\p{L},? )there(?= (?:is|are|was|were|has been) (?:a|an|no|not|some|many|several|also|still)\b)",
            "their",
        ),
    ),
    _at(
        "to for too, too for to",
        f"{C}too-to",
        (r"(?<=\p{Ll}{3} )to(?= (?:the|a|an|their|its|this|these|our) \p{Ll})", "too"),
        (r"(?<=\b(?:far|much) )too(?= \p{Ll})", "to"),
    ),
    _at(
        "weather for whether",
        f"{C}weather-whether",
        (r"\bwhether(?= (?:the|a|an|it|they|there|this|these|or not|any|all)\b)", "weather"),
    ),
    _at("were for where, where for were", f"{C}were-where", (r"(?<=\b(?:[Tt]hey|[Ww]e) )were(?= \p{Ll}+)", "where")),
)

USAGE = (
    _at(
        "a for an, an for a",
        f"{U}a-an",
        (r"\ba(?= (?:[bcdfgjkmpqstvwz]\p{Ll}{3,}))", "an"),
        (r"\ban(?= (?:[aei](?!u)\p{Ll}{3,}))", "a"),
    ),
    _at(
        "word twice",
        f"{U}repeated-word",
        (r"(?<= )(the|of|in|and|to|a|is|for|with|this|are|by|we)(?= \p{Ll})", r"\1 \1"),
    ),
    _at(
        "plural with an apostrophe",
        f"{U}apostrophe-plural",
        (rf"(?<=\b(?:[Tt]hese|many|several|all|two|three) (?:{NOUNS}))s(?= (?:are|were|have|of|in|that|can)\b)", "’s"),
    ),
    _in(
        "article before a participle",
        f"{U}article-before-participle",
        *_pairs(
            "Prices are % to the harvest.\nThe mills were % to the port.",
            "the linked|linked; the related|related; the connected|connected; the tied|tied; the added|added",
        ),
    ),
    _at(
        "a before a plural",
        f"{U}article-plural",
        (
            rf"(?<=\b[Aa]n? (?:(?:new|simple|general|common|standard|large|main) )?(?:{NOUNS}))(?= (?:of|for|in|that|to|is|was)\b)",
            "s",
        ),
        fix=False,
    ),
    _at("as for has", f"{U}as-has", (r"(?<=\b(?:which|that|it|and) )has(?= been\b)", "as")),
    _in(
        "beside for besides",
        f"{U}beside-besides",
        *_pairs(
            "%, prices fell.",
            "Beside that|Besides that; Beside this|Besides this; Beside these|Besides these; Beside the fact that they fell|Besides the fact that they fell",
        ),
    ),
    _in(
        "between with to",
        f"{U}between-and",
        "Prices fell between 1990 {to|and} 1995.",
        "It lay between 435 {to|and} 480 nm.",
        "They met between May {to|and} July.",
        "The mill was closed between 1873{-| and }1896.",
        "The plots measured between 3 {to|and} 5 acres.",
        "Between 20 {to|and} 30 bakers paid.",
    ),
    _in(
        "comma between two sentences",
        f"{U}comma-splice",
        *(
            f"{first}{{, {word}|; {word},}} {rest}"
            for word in ("however", "therefore", "nevertheless", "moreover", "consequently")
            for first, rest in (("The price fell", "it was still high."), ("Many left", "they were still few."))
        ),
        fix=False,
    ),
    _at(
        "comparative twice",
        f"{U}comparative-doubled",
        (
            r"(?<=\b(?:a|be|is|are|much|was) )(?=(?:larger|smaller|higher|lower|better|faster|easier|greater|stronger|simpler|longer)\b(?!-))",
            "more ",
        ),
    ),
    _in(
        "number of a compound",
        f"{U}compound-number",
        "The {tasks forces|task forces} saw to it.",
        "It was about {human right|human rights} violations.",
        "The {arm race|arms race} went on.",
        "It is left to {decisions-making|decision-making} in the town.",
        "Some {human right|human rights} organisations left.",
        "An {arm|arms} control treaty was signed.",
    ),
    _in(
        "contribute to with a verb",
        f"{U}contribute-to-verb",
        *_pairs(
            "The tax contributes to % the roads.\nIt contributed to % the mill.",
            "improve|improving; build|building; protect|protecting; explain|explaining; keep|keeping",
        ),
    ),
    _in(
        "country without its ending",
        f"{U}country-possessive",
        *_pairs(
            "Today % foreign policy is open.\nThe aim of % security policy was peace.",
            "Sweden|Sweden’s; Russia|Russia’s; France|France’s; Japan|Japan’s; Poland|Poland’s; Turkey|Turkey’s; Ukraine|Ukraine’s",
        ),
        fix=False,
    ),
    _in(
        "despite with a clause",
        f"{U}despite-clause",
        *_pairs(
            "The tax stayed, % they had promised more.\nIt fell % it was wanted.\nThey paid % there was no law.",
            "despite|although",
        ),
        fix=False,
    ),
    _in(
        "did with a past",
        f"{U}did-past",
        *_pairs(
            "The bakers did not % the tax.\nThey didn’t % it.",
            "wanted|want; paid|pay; took|take; knew|know; changed|change; gave|give; saw|see; accepted|accept",
        ),
        fix=False,
    ),
    _at(
        "each with a plural",
        f"{U}each-plural",
        (
            rf"(?<=\b(?:[Ee]ach|[Ee]very) (?:\p{{Ll}}+ )?(?:{NOUNS}))(?= (?:is|was|has|in|of|and|for|to|can)\b|[.,;])",
            "s",
        ),
    ),
    _in(
        "figure without the ending of its verb",
        f"{U}figure-verb",
        *_pairs(
            "Figure 2 % the price of salt.\nTable 3 % the mills.",
            "show|shows; list|lists; present|presents; illustrate|illustrates; give|gives; compare|compares",
        ),
    ),
    _at(
        "base after a preposition",
        f"{U}gerund",
        (
            r"(?<=\b(?:[Bb]y|without) )(us|creat|improv|provid|combin|remov|reduc|compar|introduc|includ|mak|giv|tak)ing(?= (?:the|a|an|this|these|their|our|its)\b)",
            r"\1e",
        ),
        (
            r"(?<=\b(?:[Bb]y|without) )(learn|train|add|allow|perform|consider|follow|select|apply|extend)ing(?= (?:the|a|an|this|these|their|our|its)\b)",
            r"\1",
        ),
    ),
    _at(
        "no comma after an opening",
        f"{U}introductory-comma",
        (
            r"(?<=(?:\A|\p{Ll}[.] )(?:However|For example|Moreover|Furthermore|In addition|In contrast|For instance)),(?= (?:the|a|this|these|we|it|they)\b)",
            "",
        ),
    ),
    _in(
        "two verbs for one",
        f"{U}is-and-verb",
        *_pairs("The council % of bakers.", "is consist|consists; is consists|consists"),
        *_pairs("They % able to vote.", "can|are"),
        "It does not {has|have} to be paid.",
        "The tax is {depend|dependent} on the harvest.",
        "The plan was {consist|made} of two parts.",
        fix=False,
    ),
    _at("like as", f"{U}like-as", (r"(?<=\p{L},? )such as(?= \p{L})", "like as")),
    _at(
        "no apostrophe",
        f"{U}missing-apostrophe",
        (r"(?<=\b(?:do|does|did|is|are|was|were|has|have|would|could|should|ca|wo)n)['’](?=t\b)", ""),
    ),
    _in(
        "no apostrophe, in our sentences",
        f"{U}missing-apostrophe",
        "{Todays|Today’s} prices were high.",
        "{Womens|Women’s} work was cheap.",
        "The {childrens|children’s} share was small.",
        "They {didnt|didn’t} pay.",
        "It {doesnt|doesn’t} matter.",
        "{Mens|Men’s} work was paid in salt.",
        "They {couldnt|couldn’t} come.",
    ),
    _in(
        "no article after according to",
        f"{U}missing-article-source",
        *_pairs(
            "According to %, prices fell.",
            "thesis|the thesis; author|the author; article|the article; report|the report; survey|the survey; book|the book; study|the study",
        ),
        fix=False,
    ),
    _in(
        "no article before a name",
        f"{U}missing-the {U}country-the",
        *_pairs(
            "Trade fell in %.\nMany came from %.",
            "United States|the United States; Soviet Union|the Soviet Union; European Union|the European Union; United Kingdom|the United Kingdom; Middle East|the Middle East; Netherlands|the Netherlands",
        ),
        *_pairs(
            "Trade fell during %.\nAfter %, it grew.",
            "Cold War|the Cold War; Second World War|the Second World War; First World War|the First World War; Gulf War|the Gulf War",
        ),
    ),
    _at("of for have", f"{U}modal-of", (r"(?<=\b(?:could|would|should|might|must|may) )have(?= \p{Ll}+)", "of")),
    _at(
        "to after a modal",
        f"{U}modal-to",
        (
            r"(?<=\b(?:can|could|should|must|might|will|would|may) )(?=(?:be|have|use|provide|help|allow|also|make|take|lead)\b)",
            "to ",
        ),
    ),
    _in(
        "neither with or",
        f"{U}neither-or",
        *_pairs(
            "The plan carries neither date % seal.\nIt was neither new % old.\nNeither the bakers % the millers paid.\nThey neither came % wrote.\nIt is neither a law % a rule.",
            "or|nor",
        ),
    ),
    _at(
        "singular after a number",
        f"{U}number-singular",
        (
            rf"(?<=\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal) (?:different |main )?)({NOUNS})s(?= (?:of|in|are|were|and|that|from|to|for)\b|[.,;])",
            r"\1",
        ),
    ),
    _in(
        "singular after one of the",
        f"{U}one-of-the",
        *_pairs(
            "It is one of the main % for the strike.\nSalt was one of the most common % of that time.\nThis is one of the % that count.",
            "reason|reasons; cause|causes; argument|arguments; problem|problems; question|questions; factor|factors",
        ),
    ),
    _at(
        "paper without the ending of its verb",
        f"{U}paper-verb",
        (
            r"(?<=\b[Tt]his (?:paper|study|article|chapter|thesis) )(present|describe|introduce|provide|show|offer|review|discuss|propose)(?:e?s)\b",
            r"\1",
        ),
        fix=False,
    ),
    _in(
        "paper without the ending of its verb, in our sentences",
        f"{U}paper-verb",
        *_pairs(
            "This paper % the price of salt.\nThe study % the mills of the north.\nThis chapter % what is known.",
            "explore|explores; discuss|discusses; present|presents; analyse|analyses; examine|examines; describe|describes; show|shows",
        ),
    ),
    _in(
        "plural without its apostrophe",
        f"{U}plural-possessive",
        *_pairs(
            "It raised % fear of war.\nIt was about % right to the mill.",
            "civilians|civilians’; citizens|citizens’; workers|workers’; states|states’; farmers|farmers’; voters|voters’",
        ),
    ),
    _in(
        "plural with a singular verb",
        f"{U}plural-subject",
        *_pairs(
            "Case studies % how prices fell.\nThese results % that salt was dear.\nSeveral authors % for a lower tax.\nMost scholars % on this.",
            "shows|show; suggests|suggest; argues|argue; indicates|indicate",
        ),
        "Tensions {arises|arise} where grain is dear.",
        "These findings {supports|support} the claim.",
    ),
    _in(
        "name with an ending before its verb",
        f"{U}possessive-verb",
        *_pairs(
            "% views the strait as a border.\n% believes that it is one.\n% wants more of it.",
            "Sweden’s|Sweden; Russia’s|Russia; Norway’s|Norway; China’s|China; Turkey’s|Turkey",
        ),
    ),
    _in(
        "preposition that does not go with its verb",
        f"{U}preposition grammar.preposition-verb grammar.preposition-adjective grammar.preposition-phrase",
        "They took advantage {from|of} the law.",
        "The price depends {of|on} the harvest.",
        "They arrived {to|at} the town by boat.",
        "The authors {discuss about|discuss} the tax.",
        "They were capable {to pay|of paying} it.",
        "The bakers are interested {on|in} the mill.",
        "They insist {in|on} paying in coin.",
        "They participate {to|in} the fair.",
        "The rule differs {to|from} the others.",
        "They are aware {about|of} the price.",
        "The town is famous {by|for} its salt.",
        "It was sold in less {of|than} an hour.",
        "It consists {in|of} two parts.",
        "The council is responsible {of|for} the mill.",
        "They were afraid {from|of} the guards.",
        "They were accused {for|of} theft.",
        fix=False,
    ),
    _in(
        "set phrase with another word",
        f"{U}set-phrases grammar.article-set-phrase {U}preposition",
        "At the {begin|beginning} of the year they left.",
        "They got rid {off|of} the mill.",
        "They burned it {by|on} purpose.",
        "First {at|of} all, they paid.",
        "The guild, also {know|known} as the Bell, was rich.",
        "It was sold as well {of|as} the port.",
        "We look forward {for|to} the talks.",
        "They help each {others|other}.",
        "Despite {of the|the} cost, they went on.",
        "In light {to|of} the new data, it fell.",
        "For {first|the first} time, they paid.",
        "They left in {hurry|a hurry}.",
        "With {regards|regard} to the tax, they agreed.",
        "In {regards|regard} to salt, little is known.",
        fix=False,
    ),
    _in(
        "the before a year",
        f"{U}since-the-year grammar.article-superfluous",
        *_pairs(
            "Prices have grown since %.\nSince %, few have paid.\nThe mill opened in %.",
            "the 2002|2002; the 1994|1994; the 1887|1887",
        ),
    ),
    _at("such for such as", f"{U}such-as", (r"(?<=\p{L}{3}, )such as(?= the \p{Ll})", "such")),
    _at(
        "these with a singular",
        f"{U}these-singular",
        (rf"(?<=\b[Tt]hese )({NOUNS})s(?= (?:are|were|have|of|in|that|can|and|to|from|for)\b|[.,;])", r"\1"),
    ),
    _at(
        "this with a plural",
        f"{U}this-plural",
        (rf"(?<=\b[Tt]his (?:{NOUNS}))(?= (?:is|was|has|of|in|that|can|and|to|from|for)\b|[.,;])", "s"),
        fix=False,
    ),
    _in(
        "which without the ending of its verb",
        f"{U}this-which-verb",
        *_pairs(
            "This view, which still % the debate, is old.\nThis plan, which % the port, failed.",
            "shape|shapes; affect|affects; concern|concerns; include|includes; need|needs; help|helps",
        ),
    ),
    _in(
        "preposition before a time",
        f"{U}time-preposition {U}between-and grammar.preposition-phrase",
        "{In|On} the morning of July 4th it rained.",
        "{At|On} the third day they left.",
        "They talked {during|for} three days.",
        "They left {in|at} the end of June.",
        "They met {in|on} the evening of 3 May.",
        fix=False,
    ),
    _in(
        "a before what cannot be counted",
        f"{U}uncountable-article",
        *_pairs(
            "They did % on salt.\nIt gave % on the mill.\nWe found % of it.",
            "a research|research; an information|information; an evidence|evidence; a progress|progress",
        ),
    ),
    _at(
        "plural of what cannot be counted",
        f"{U}uncountable",
        (
            r"(?<= )(information|software|equipment|advice)(?= (?:is|on|about|in|to|that|and|for|from)\b|[,.])",
            r"\1s",
        ),
        fix=False,
    ),
)

GRAMMAR = (
    _in(
        "no article before an office",
        "grammar.article-institution",
        *_pairs(
            "The bakers wrote to %.",
            "Ministry of Trade|the Ministry of Trade; Ministry of Defence|the Ministry of Defence; Treaty of Riga|the Treaty of Riga; Bank of Latvia|the Bank of Latvia; Department of State|the Department of State",
        ),
    ),
    _in(
        "the before a country",
        "grammar.article-superfluous",
        *_pairs(
            "They came to % in May.\nThe trade with % grew.",
            "the Sweden|Sweden; the Russia|Russia; the France|France; the Germany|Germany; the Poland|Poland; the Norway|Norway; the China|China; the Turkey|Turkey",
        ),
    ),
    _in(
        "degrees in the singular",
        "grammar.degrees-plural",
        "She holds a {bachelor’s and master’s degree|bachelor’s and a master’s degree} in law.",
        fix=False,
    ),
    _in(
        "New Year without its ending",
        "grammar.new-year-possessive",
        *_pairs("They met on %.", "New Year Eve|New Year’s Eve; New Year Day|New Year’s Day"),
    ),
    _in(
        "compound that is one word",
        "grammar.open-compound",
        *_pairs(
            "They sold % in the town.",
            "sports wear|sportswear; smart phones|smartphones; news papers|newspapers",
        ),
    ),
)

SPELLING = (
    _in(
        "misspelling known to all",
        f"{S}common",
        *_pairs(
            "The roll speaks of % in the town.",
            "goverment|government; enviroment|environment; arguements|arguments; beleif|belief; independance|independence; existance|existence;"
            " occurence|occurrence; neccessity|necessity; refered|referred; recieved|received; seperation|separation; commitee|committee;"
            " begining|beginning; wich|which; acheivement|achievement; succesful|successful; knowlege|knowledge; foriegn|foreign",
        ),
    ),
    _in(
        "regular past of an irregular verb",
        f"{S}irregular-verbs",
        *_pairs(
            "The guild % the mill.",
            "buyed|bought; teached|taught; choosed|chose; selled|sold; builded|built; catched|caught; bringed|brought; seeked|sought; writed|wrote; drived|drove; keeped|kept",
        ),
    ),
    _at("two words that ran together", f"{S}joined-words", (r"(?<=\b(?:of|in|to|for|and|with|on|from)) (?=the\b)", "")),
    _in(
        "word that dictionaries take",
        f"{S}taken-by-dictionaries",
        *_pairs(
            "The roll speaks of % in the town.",
            "contributers|contributors; cannisters|canisters; aircrafts|aircraft; dieing men|dying men; conquerers|conquerors",
        ),
        fix=False,
    ),
)

REST = (
    _in(
        "question in small letters",
        "case.question-start",
        "what drives the price of salt in the north?",
        "how did the guild come to own the mill?",
        "why did so few of the bakers pay the tax?",
        "which of the towns sold salt to the port?",
        paragraph=True,
        fix=False,
    ),
    _in(
        "Western two ways",
        "consistency.western",
        "Western states agreed. Two Western leaders spoke. Three {western|Western} governments did not.",
        "The Western allies met. All Western powers came. A {western|Western} state left.",
        needs=r"\A(?![\s\S]*\b[Ww]estern)",
        once=True,
    ),
    _in(
        "quotation unlike the others",
        "consistency.quotation-style",
        "They spoke of the “old town”, the “new town”, the “free town”, the “high town”, the “low town” and the “salt town”. They met in the {‘lost town’|“lost town”}.",
        "They spoke of the ‘old town’, the ‘new town’, the ‘free town’, the ‘high town’, the ‘low town’ and the ‘salt town’. They met in the {“lost town”|‘lost town’}.",
        needs=r"\A(?![\s\S]*[\"“”‘])(?![\s\S]*(?<!\w)')",
        once=True,
        apart="quotation",
    ),
    _in(
        "numeral unlike the others",
        "consistency.numerals",
        *(
            f"They asked three {things} in the north, four {things} in the south, five {things} in the west. Then two {things} came, nine {things} left, seven {things} stayed. Here {{6|six}} {things} came."
            for things in ("towns", "guilds", "bakers", "mills", "councils", "ships")
        ),
        *(
            f"They asked 3 {things} in the north, 4 {things} in the south, 5 {things} in the west. Then 2 {things} came, 9 {things} left, 7 {things} stayed. Here {{six|6}} {things} came."
            for things in ("towns", "guilds", "bakers", "mills", "councils", "ships")
        ),
        needs=r"\A(?![\s\S]*\b(?:two|three|four|five|six|seven|eight|nine|[2-9]) \p{Ll})",
        once=True,
    ),
    _in(
        "no comma after what opens",
        f"{T}comma-after-opening",
        "According to “Salt{”|”,} prices fell.",
        "As a small state{|,} Malta paid.",
        "From a legal standpoint{|,} the tax is void.",
        "As a former colony{|,} Malta paid.",
        "From a moral point of view{|,} the tax is void.",
    ),
    _in(
        "no comma before a remark",
        f"{T}comma-before-mostly",
        *(
            f"Some {things}{{ {word}|, {word}}} {rest}"
            for word in ("mostly", "especially", "particularly")
            for things, rest in (
                ("countries", "the Baltic ones paid."),
                ("towns", "those by the sea paid."),
                ("goods", "those from the north were taxed."),
            )
        ),
    ),
    _in(
        "no comma before which",
        f"{T}comma-before-which",
        "Novak praised the “open door{”|”,} which was shut.",
        "See Berg (2008{)|),} who shut it.",
        "He named the “free port{”|”,} which was none.",
        "Lind (2011{)|),} who read the roll, disagrees.",
    ),
    _at(
        "empty brackets",
        f"{T}empty-brackets",
        (r"(?<=\p{Ll}{3} )(?=(?:has|have|was|were|is|are) \p{Ll})", "() "),
        fix=False,
    ),
    _in(
        "no stop at the end",
        f"{T}end-stop",
        *(
            "The bakers of the old town asked the council to lower the tax on grain, and the millers of the north did as much. "
            f"In the end it was lowered, but not before the {end}\n\nMost of them had left by then."
            for end in ("harvest", "next war", "mills had been sold", "port was shut by ice", "price had risen")
        ),
        paragraph=True,
        fix=False,
    ),
)

PRESETS = (
    _in(
        "digits before a unit",
        f"{G}digits-with-units",
        *_pairs(
            "The lamp draws % in all.",
            "five watts|5 watts; three volts|3 volts; ten percent|10 percent; six metres|6 metres; two kilograms|2 kilograms; four hertz|4 hertz",
        ),
        preset="ieee",
    ),
    _in(
        "spaced en dash",
        f"{G}em-dashes consistency.dashes",
        "The plan{ – |—}if it was one—failed.",
        "The salt{ – |—}it was dear—sold.",
        "They came{ — |—}all of them.",
        preset="chicago",
    ),
    _in(
        "figure cut short",
        f"{G}figure-in-full",
        *_pairs(
            "The mills are in % on the left.\nAs shown in %, they fell.",
            "Fig. 2|Figure 2; Figs. 3 and 4|Figures 3 and 4; Fig 5|Figure 5",
        ),
        preset="apa",
    ),
    _in(
        "figure in full",
        f"{G}figure-short",
        *_pairs(
            "The mills are in % on the left.\nThe roll (see %) has them.",
            "Figure 2|Fig. 2; Figures 3 and 4|Figs. 3 and 4",
        ),
        preset="nature",
    ),
    _in(
        "-ise for a house with -ize",
        f"{G}ize consistency.ise-ize",
        *_pairs(
            "The towns were % then.",
            "organised|organized; modernised|modernized; realised|realized; centralised|centralized; standardised|standardized; mobilised|mobilized; colonised|colonized; recognised|recognized; neutralised|neutralized; summarised|summarized; legitimised|legitimized; hypothesised|hypothesized",
        ),
        preset="nature",
    ),
    _in(
        "number below ten in digits",
        f"{G}numbers-below-ten",
        *_pairs(
            "The council met % and heard them.",
            "6 merchants|six merchants; 8 guilds|eight guilds; 2 bakers|two bakers; 5 envoys|five envoys; 3 sailors|three sailors",
        ),
        preset="apa",
    ),
    _in(
        "number to one hundred in digits",
        f"{G}numbers-to-one-hundred",
        *_pairs(
            "The council met % and heard them.\nIt was read by %.",
            "46 merchants|forty-six merchants; 18 guilds|eighteen guilds; 21 bakers|twenty-one bakers; 99 envoys|ninety-nine envoys; 60 sailors|sixty sailors",
        ),
        preset="chicago",
    ),
    _in(
        "percent as a word",
        f"{G}percent-sign",
        *(
            f"The tax took {{{pair}}} of it."
            for pair in ("20 percent|20%", "3.5 per cent|3.5%", "12 percent|12%", "40 per cent|40%")
        ),
        preset="apa",
    ),
    _in(
        "percent as a sign",
        f"{G}percent-word",
        *(
            f"The tax took {{{pair}}} of it."
            for pair in ("20%|20 percent", "3.5%|3.5 percent", "12%|12 percent", "40 %|40 percent")
        ),
        preset="chicago",
    ),
    _in(
        "stop outside quotation marks",
        f"{G}punctuation-inside-quotes",
        "They met in the “old town{”,|,”} and paid.",
        "They met in the “free town{”.|.”}",
        'They met in the "old town{",|,"} and paid.',
        preset="chicago",
    ),
    _in(
        "single quotation marks",
        f"{G}quotes-double",
        *_pairs(
            "They met in the % and paid.\nOne name was %, as we know.",
            "‘old town’|“old town”; 'free town'|“free town”; ‘baker’s town’|“baker’s town”",
        ),
        preset="apa",
    ),
    _in(
        "no serial comma",
        f"{G}serial-comma",
        *_pairs(
            "They sold salt, % and grain.\nThey taxed ships, % and mills.",
            "wool|wool,; carts|carts,; fish|fish,; cloth|cloth,",
        ),
        preset="apa",
    ),
    _in(
        "heading in small letters",
        f"{G}title-case",
        "{The mills of the northern towns|The Mills of the Northern Towns}",
        "{The price of grain in spring|The Price of Grain in Spring}",
        "{Bakers, millers and their guild|Bakers, Millers and their Guild}",
        heading=True,
        preset="apa",
    ),
    _in(
        "heading in capitals",
        f"{G}sentence-case",
        "{Trade and Tolls of Bakers|Trade and tolls of bakers}",
        "{The Grain Trade in Spring|The grain trade in spring}",
        "{Salt, Wool and Cloth|Salt, wool and cloth}",
        heading=True,
        preset="nature",
    ),
)
"""What a preset's guide asks for; the rules are off by default, and each is tried under a preset that has it on."""

KINDS: tuple[Kind, ...] = (*CONFUSION, *USAGE, *GRAMMAR, *SPELLING, *REST, *PRESETS)
