"""Kinds of fault that `mutations.py` makes: what learners of English write, capitals of institutions, stops. Data only."""

from __future__ import annotations

from _faults import Kind, _at, _in
from _language_faults import _pairs

U, T, C, N = "usage.", "typography.", "case.", "consistency."

AGREEMENT = (
    _in(
        "plural verb after what is not counted",
        f"{U}abstract-noun-verb {U}singular-have",
        *_pairs(
            "However, migration %.\nIn the north, poverty %.\nCorruption %.",
            "have an effect on trade|has an effect on trade; are a theme of the rolls|is a theme of the rolls; play a role in it|plays a role in it;"
            " depend on the harvest|depends on the harvest",
        ),
    ),
    _in(
        "singular after all and numbers",
        f"{U}all-singular {U}number-singular {U}these-singular",
        *_pairs(
            "They wrote to all % of the north.\nNone of these % was sold.\nAt last, six % were asked.",
            "household|households; school|schools; patient|patients; teacher|teachers; region|regions; village|villages; farmer|farmers",
        ),
    ),
    _in(
        "plural after another",
        f"{U}another-plural",
        *_pairs(
            "They moved to another %.\nThere is another % to be told.",
            "towns|town; regions|region; problems|problem; reasons|reason; schools|school; important factors|important factor",
        ),
        fix=False,
    ),
    _in(
        "singular verb in a clause with a plural",
        f"{U}clause-plural-verb {U}relative-plural",
        *_pairs(
            "It is asked how the voters % the tax.\nThey found that most farmers % the plan.\nIt depends on why citizens % the law.",
            "sees|see; perceives|perceive; supports|support; accepts|accept; uses|use",
        ),
        *_pairs(
            "New laws % little.\nMany schools % more teachers.",
            "needs|need; gives|give; requires|require; receives|receive",
        ),
    ),
    _in(
        "singular verb after two countries",
        f"{U}country-and-country-verb",
        *_pairs(
            "Latvia and Norway % late.\nIn those years Ghana and Togo % poor.\nIt is known that Chile and Peru % at odds.",
            "was|were; is|are; has been|have been",
        ),
    ),
    _in(
        "ending twice after does",
        f"{U}do-plain-verb",
        *_pairs(
            "What part does the council % in it?\nHow did the reform % the towns?",
            "plays|play; takes|take",
        ),
        "How does a tax {affects|affect} the price of grain?",
        "Why does the harvest {influences|influence} the vote?",
        "How does this rule {differs|differ} from the old one?",
        "Does the price {depends|depend} on the weather?",
        fix=False,
    ),
    _in(
        "does before a plural",
        f"{U}does-plural",
        *_pairs(
            "How % the citizens of the port pay?\nWhy % young teachers leave the north?\nUnder what conditions % governments give way?",
            "does|do",
        ),
        "What {is|are} the main causes of the strike?",
        "What {was|were} the consequences for the port?",
        "What {is|are} the most common barriers to trade?",
    ),
    _in(
        "plural verb after each of",
        f"{U}each-of-verb",
        *_pairs(
            "Each of them %.\nEither of these mills %.\nOne of the guilds %.",
            "have a seal|has a seal; show a ship|shows a ship; were shut|was shut; claim the port|claims the port; need grain|needs grain",
        ),
    ),
    _in(
        "singular verb after et al.",
        f"{U}et-al-verb usage.citation-verb",
        *_pairs(
            "Lind and colleagues % that salt was dear.\nAs Weber et al. (2014) %, trade fell.\nWhile Tamm et al. % otherwise, few agreed.",
            "argues|argue; shows|show; claims|claim; suggests|suggest; has shown|have shown; notes|note; identifies|identify",
        ),
    ),
    _in(
        "few of what is not counted",
        f"{U}few-uncounted",
        *_pairs(
            "There was % about the mill.\nIt received % from the council.",
            "few information|little information; few research|little research; many evidence|much evidence; few attention|little attention; many advice|much advice",
        ),
        fix=False,
    ),
    _in(
        "verb that agrees with the noun beside it",
        f"{U}head-of-verb",
        *_pairs(
            "The price of the mills % high.\nThe lack of good roads % a theme of the rolls.\nAccess to the ports % closed.",
            "were|was; are|is; have been|has been",
        ),
    ),
    _in(
        "noun of a plural verb in the singular",
        f"{U}heading-noun-plural",
        *_pairs(
            "% for the guild are discussed.\n% between the two ports were examined.\n% from the rolls of the north are presented.",
            "Finding|Findings; Difference|Differences; Implication|Implications; Result|Results",
        ),
    ),
    _in(
        "it have",
        f"{U}it-have",
        *_pairs(
            "The port was small, and it % no mill.\nThe baker says that he % the roll.\nIt % already been sold.",
            "have|has",
        ),
        "They left because it {do not|does not} pay.",
        "The guild knew, but it {do not|does not} say so.",
    ),
    _in(
        "people with a singular verb",
        f"{U}people-has",
        *_pairs(
            "In May, many people % the town.\nHundreds of people % the town.\nMost people % the town.",
            "has left|have left; was leaving|were leaving; has known|have known",
        ),
    ),
    _in(
        "singular verb after a plural subject",
        f"{U}plural-was",
        *_pairs(
            "The mills % by the council.\nIn May, these tolls % again.\nIt is known that the old rolls % in the fire.\nMany guilds % in those years.",
            "was founded|were founded; has been changed|have been changed; was lost|were lost; was not kept|were not kept",
        ),
    ),
    _in(
        "singular verb after who and that",
        f"{U}relative-plural",
        *_pairs(
            "The workers who % in the port were poor.\nMany families who % there have left.",
            "lives|live; was|were; works|work; has stayed|have stayed",
        ),
        *_pairs(
            "There are many factors that % the price.\nThese policies which % the price are old.",
            "affects|affect; determines|determine; influences|influence",
        ),
        fix=False,
    ),
    _in(
        "plural verb after a singular and that",
        f"{U}relative-verb",
        *_pairs(
            "They wanted a policy that % the poor.\nIt is a theory which % the fall of prices.\nEvery system that % several taxes was costly.",
            "protect|protects; explain|explains; include|includes; combine|combines",
        ),
    ),
    _in(
        "plural verb after a singular subject",
        f"{U}singular-have",
        *_pairs(
            "The survey % by the council.\nIn the north, the system % by few.\nIt is clear that this law % in May.",
            "were ordered|was ordered; have been changed|has been changed; are used|is used; have been lost|has been lost",
        ),
    ),
    _in(
        "singular verb after some of",
        f"{U}some-of-them",
        *_pairs(
            "Some of them % late.\nMany of these towns % poor.\nIn all, 40 bakers % by letter.\nTwo of the countries % left out.",
            "was asked|were asked; has been told|have been told; was informed|were informed",
        ),
    ),
    _in(
        "plural verb after a strand",
        f"{U}strand-of-verb",
        *_pairs(
            "Another strand of research % salt.\nThe second line of work % the guilds.\nA growing body of literature % this view.",
            "examine|examines; discuss|discusses; question|questions; consider|considers",
        ),
        *_pairs("The third approach % on the price.\nThe second view % on custom.", "focus|focuses; rely|relies"),
    ),
    _in(
        "these with what is not counted",
        f"{U}these-uncounted",
        *_pairs(
            "Much of % was new.\nLittle of % was kept.",
            "these evidence|this evidence; these research|this research; those information|that information",
        ),
        "{These equipment|This equipment} was sold.",
        "{These literature|This literature} is old.",
        "Most of {these knowledge|this knowledge} is lost.",
    ),
    _in(
        "plural of what is not counted, in our sentences",
        f"{U}uncounted-plural {U}uncountable",
        *_pairs(
            "The clerks gave % on it.\nThey asked for %.",
            "many informations|much information; some advices|some advice",
        ),
        "Some {researches|research} on salt is known.",
        "The teachers gave {feedbacks|feedback}.",
        "The hospital {staffs|staff} were asked.",
        "They bought new {equipments|equipment} in May.",
        "The poor lived on foreign {aids|aid} for years.",
        "Little of the existing {literatures|literature} on salt is sound.",
        fix=False,
    ),
)

FORMS = (
    _in(
        "although with but",
        f"{U}although-but",
        *_pairs(
            "Although salt was dear in those years, % it was bought.\nThough the council had ordered it, % few paid.\nEven though the port was closed, % the trade went on.",
            "but|",
        ),
        fix=False,
    ),
    _in(
        "clause without it",
        f"{U}because-it",
        *_pairs(
            "They stayed because % to leave.\nIt was done, although % to pay.\nFew went there, since % to reach.",
            "is difficult|it is difficult; was not possible|it was not possible; is hard|it is hard",
        ),
    ),
    _in(
        "to after a preposition",
        f"{U}before-to",
        *_pairs(
            "% the mill, they asked the guild.\n% to the port, they paid the toll.",
            "Before to sell|Before selling; After to bring it|After bringing it; Instead of to keep|Instead of keeping; Without to go|Without going",
        ),
        fix=False,
    ),
    _in(
        "high for highly",
        f"{U}high-highly",
        *_pairs(
            "The tax was % in the north.\nIt is a % matter.",
            "high controversial|highly controversial; high complex|highly complex; high relevant|highly relevant; high sensitive|highly sensitive; high volatile|highly volatile",
        ),
    ),
    _in(
        "in for into",
        f"{U}into-parts",
        *_pairs(
            "The towns were divided % three groups.\nThe guild was later split % two camps.\nThese rolls fall % several types.\nThe prices are grouped % four classes.\nThe rolls were translated % English.",
            "in|into",
        ),
    ),
    _in(
        "paper that divided",
        f"{U}paper-is-divided",
        *_pairs(
            "This paper %.\nThe present study %.\nThis chapter %.",
            "structured as follows|is structured as follows; divided into three parts|is divided into three parts; structured in four sections|is structured in four sections; limited to the north|is limited to the north",
        ),
        fix=False,
    ),
    _in(
        "plain verb for a participle",
        f"{U}participle-missing",
        *_pairs(
            "The council has % the price since 1890.\nThe guilds had not % the law by then.",
            "reduce|reduced; change|changed; accept|accepted; introduce|introduced; improve|improved; adopt|adopted; achieve|achieved",
        ),
        *_pairs(
            "Salt can be % in the mill.\nThe price must be % by law.",
            "use|used; explain|explained; reduce|reduced; define|defined; measure|measured",
        ),
        fix=False,
    ),
    _in(
        "passive of what happens",
        f"{U}passive-intransitive",
        *_pairs(
            "The strike % in the spring.\nThese troubles % during the war.",
            "was happened|happened; was occurred|occurred; were emerged|emerged; has been disappeared|has disappeared",
        ),
        "The vote {was depended|depended} on the price.",
        "The guild {is consisting|consists} of bakers.",
        "The mill {is belonging|belongs} to the abbey.",
        fix=False,
    ),
    _in(
        "passive with an object",
        f"{U}passive-object",
        *_pairs(
            "The tax % the price of salt.\nThe ice % their trade.\nThe new law % the power of the guild.",
            "is increased|increased; was reduced|reduced; was affected|affected; has been weakened|has weakened; is strengthened|strengthens",
        ),
        fix=False,
    ),
    _in(
        "which of persons",
        f"{U}person-which",
        *_pairs(
            "The teachers % lived there left.\nThose % did not pay were named.\nMany workers % want more pay have left.\nIt was the women % worked in the mills.\nTwo farmers % had sold grain were fined.",
            "which|who",
        ),
    ),
    _in(
        "set phrase of a learner",
        f"{U}phrases-of-learners {U}preposition {U}set-phrases {U}between-and spelling.irregular-verbs",
        "{As a conclusion|In conclusion}, the tax failed.",
        "{From other hand|On the other hand}, the port grew.",
        "There is {a need of|a need for} a new law.",
        "{Due of|Due to} the ice, nobody came.",
        "{According with|According to} the roll, it was old.",
        "Salt is associated {to|with} wealth.",
        "The port is cited {like|as} an example.",
        "The survey was {carried|carried out} in May.",
        "The baker {told|said} that the mill was shut.",
        "Prices rose {between 20 to 30|between 20 and 30} pence.",
        "The paper {fulfils this gap|fills this gap}.",
        "Salt has been dear {since two decades|for two decades}.",
        "The talks were {hold|held} in Riga.",
        "The tax was {payed|paid} in coin.",
        "The roll must be read {with cautious|with caution}.",
        "The study {bases on|is based on} old rolls.",
        fix=False,
    ),
    _in(
        "reported question with do",
        f"{U}reported-question",
        *_pairs("The paper asks % the guild set the price.", "how does|how; why did|why; where does|where"),
        "They wanted to know {why do|why} the towns pay.",
        "It is hard to explain {how did|how} the mill survive the war.",
        "Little is known about {what do|what} the bakers of the port sell.",
        fix=False,
    ),
    _in(
        "no article before a role",
        f"{U}role-article",
        *_pairs(
            "Salt played % in the war.\nThe port has played % for years.",
            "important role|an important role; key role|a key role; central part|a central part; minor role|a minor role; decisive role|a decisive role",
        ),
        "The tax has {significant impact|a significant impact} on prices.",
        "The mill is {important part|an important part} of the port.",
        "Grain was {key factor|a key factor} in it.",
        fix=False,
    ),
    _in(
        "studies that conducted",
        f"{U}studies-that-participle",
        *_pairs(
            "The studies % in the north are few.\nThere are reports % after the fire.\nData % by the guild are lost.",
            "that conducted|conducted; which published|published; that collected|collected; which written|written",
        ),
        fix=False,
    ),
    _in(
        "ing after an aim",
        f"{U}to-doing",
        *_pairs(
            "The paper aims to % the price of salt.\nThe council tried to % their trade.\nThey were not able to % the mill.",
            "explaining|explain; measuring|measure; defending|defend; keeping|keep; improving|improve",
        ),
        fix=False,
    ),
    _in(
        "past or ending after to",
        f"{U}to-past-form",
        *_pairs(
            "The bakers were unable to % the tax.\nThe council decided to % the mill.\nFew were willing to % in the north.",
            "changed|change; remained|remain; helped|help; defended|defend; moved|move",
        ),
        *_pairs(
            "The aim is to % the price of salt.\nThey met to % how it fell.",
            "examines|examine; explains|explain; compares|compare; discusses|discuss",
        ),
        fix=False,
    ),
    _in(
        "apostrophe in the plural of an acronym",
        f"{U}acronym-plural",
        *_pairs(
            "Several % were asked.\nMany % in the north left.",
            "NGO’s|NGOs; MP’s|MPs; IDP's|IDPs; CEO's|CEOs",
        ),
    ),
    _in(
        "eponym without its apostrophe",
        f"{U}eponym-apostrophe",
        "It was tested with {Levenes|Levene’s} test.",
        "{Cronbachs|Cronbach’s} alpha was .81.",
        "{Pearsons|Pearson’s} correlation was weak.",
        "{Fishers|Fisher’s} exact test was run.",
        "They follow {Blooms|Bloom’s} taxonomy.",
        "{Spearmans|Spearman’s} rho was low.",
        "It rests on {Bourdieus|Bourdieu’s} theory.",
    ),
    _in(
        "owner without its apostrophe",
        f"{U}singular-possessive",
        *_pairs(
            "The % depends on grain.\nThey doubted the % in the war.",
            "regimes stability|regime’s stability; states security|state’s security; regions economy|region’s economy; leaders role|leader’s role",
        ),
        "It is about the {presidents|president’s} decision on salt.",
        "The {governments|government’s} foreign policy was open.",
        fix=False,
    ),
    _in(
        "compound without its hyphen",
        f"{U}compound-modifier",
        "It is a {cross sectional|cross-sectional} survey of the towns.",
        "The {cross cultural|cross-cultural} comparison is new.",
        "A {five point|five-point} scale was used.",
        "They held {in depth|in-depth} interviews.",
        "Two {open ended|open-ended} questions were asked.",
        "Most came from {low income|low-income} households.",
        "It is a {community based|community-based} programme.",
        "The {decision making|decision-making} process was slow.",
        "Many {working class|working-class} families left.",
        "About {thirty five|thirty-five} bakers were asked.",
        "A {follow up|follow-up} study is due.",
        "It had {long lasting|long-lasting} effects.",
    ),
    _in(
        "two words with a hyphen",
        f"{U}open-compound",
        *_pairs(
            "The % was low.\nThey spoke of the % in the town.",
            "response-rate|response rate; mortality-rate|mortality rate; sample-size|sample size; exchange-rate|exchange rate; birth-rate|birth rate",
        ),
        "The {data-collection|data collection} took a year.",
        "They turned to {climate-change|climate change} at last.",
        "Two {health-workers|health workers} left.",
    ),
    _in(
        "prefix with a hyphen",
        f"{U}prefix-hyphen",
        "The {un-paid|unpaid} bakers left.",
        "Their {mis-trust|mistrust} of the guild was old.",
        "They were {inter-viewed|interviewed} in May.",
        "The {dis-advantages|disadvantages} are known.",
        "Every {house-hold|household} paid.",
        "The {on-going|ongoing} war was costly.",
        "The {out-come|outcome} was poor.",
        "{Never-theless|Nevertheless}, they paid.",
        "It is an {un-expected|unexpected} turn.",
        "The {relation-ship|relationship} was cold.",
    ),
    _in(
        "prefix as a word",
        f"{U}prefix-word {U}compound-hyphen",
        "They held {semi structured|semi-structured} talks.",
        "It is a {quasi experimental|quasi-experimental} design.",
        "The {anti corruption|anti-corruption} law failed.",
        "Their {socio economic|socio-economic} standing was low.",
        "A {multi ethnic|multi-ethnic} town stood there.",
        "The {inter state|inter-state} war went on.",
        "It was a {neo liberal|neo-liberal} plan.",
        "Most {non political|non-political} bodies left.",
        "The {trans national|trans-national} trade grew.",
        "It is {un clear|unclear} who paid.",
    ),
    _in(
        "term without its plural",
        f"{U}set-plurals {U}compound-number",
        "It is a theme of {international relation|international relations}.",
        "It led to {human right|human rights} violations.",
        "He was the foreign {affair|affairs} minister.",
        "They praised the {check and balances|checks and balances} of the port.",
        "The {armed force|armed forces} were called.",
        "The {United Nation|United Nations} agreed.",
        "It follows from power {politic|politics}.",
        fix=False,
    ),
    _in(
        "comma before of them",
        f"{U}splice-of-them",
        *(
            f"{first}{{, {more}|; {more}}} {rest}"
            for first in (
                "The council wrote to the bakers of the port",
                "Many families of the north came to the town",
                "The roll names the bakers of the old town",
            )
            for more, rest in (
                ("most of them", "had never paid."),
                ("some of them", "were poor."),
                ("many of them", "have left."),
                ("they therefore", "paid no tax."),
            )
        ),
    ),
    _in(
        "the before a country, in our sentences",
        f"{U}the-country grammar.article-superfluous",
        *_pairs(
            "After the war % was poor.\nIt spread all over %.\nThe trade came to %.",
            "the Europe|Europe; the Africa|Africa; the Pakistan|Pakistan; the Nepal|Nepal; the Egypt|Egypt",
        ),
    ),
    _in(
        "the before a school of thought",
        f"{U}the-ism",
        *_pairs(
            "According to this view, % is old.\nSome hold that % explains little.\nOthers turned to %.",
            "the realism|realism; the constructivism|constructivism; the globalization|globalization; the feminism|feminism; the liberalism|liberalism",
        ),
    ),
    _in(
        "no article before a country",
        f"{U}country-the {U}missing-the",
        *_pairs(
            "Trade with % was free.\nThey came from % by sea.\nThe war in % has changed it.",
            "Netherlands|the Netherlands; Philippines|the Philippines; United Kingdom|the United Kingdom; Soviet Union|the Soviet Union; Czech Republic|the Czech Republic",
        ),
    ),
    _in(
        "section for session",
        "confusion.section-session",
        *_pairs(
            "It is told in the methods %.\nThe results % of this paper is long.\nThe next % describes the mill.\nSee the discussion %.",
            "session|section",
        ),
    ),
    _in(
        "word taken for another",
        "confusion.taken-for-another spelling.real-word",
        "The view is widely {excepted|accepted} today.",
        "The plan was {adopted|adapted} to local needs.",
        "This set a {precedence|precedent} for later laws.",
        "The motives were laid {bear|bare}.",
        "It had adverse {affects|effects} on trade.",
        "The talks failed {do|due} to the frost.",
        "The {breath|breadth} of the literature is great.",
        "It offers an {incite|insight} into the trade.",
        "They sought legal {council|counsel} in Riga.",
        "The town may {altar|alter} the law.",
        "Every {forth|fourth} baker left.",
    ),
)

CAPITALS = (
    _in(
        "common noun with a capital",
        f"{C}common-nouns",
        *_pairs("The roll says that the % was strong.", "Economy|economy; Junta|junta; Pandemic|pandemic"),
        *_pairs(
            "It was known to many % in the port.\nAfter the war these % left.",
            "Teachers|teachers; Students|students; Farmers|farmers; Patients|patients; Respondents|respondents",
        ),
        "They lived in the {East|east} of the country.",
        "They came from the {North|north} of the island.",
    ),
    _in(
        "institution with a small last word",
        f"{C}field-councils {C}organisations {C}institutions",
        *_pairs(
            "It was asked of the Riga Trade %.\nThe Baltic Health % agreed.\nThey wrote to the National Education %.",
            "council|Council; commission|Commission; association|Association; board|Board; agency|Agency",
        ),
        "They wrote to the {ministry of health|Ministry of Health} in May.",
        "The {ministry of finance|Ministry of Finance} agreed.",
        fix=False,
    ),
    _in(
        "title with one capital",
        f"{C}half-capital {C}organisations",
        *_pairs(
            "They wrote to the %.\nIn May, the % agreed.\nIt was known to the % in Riga.",
            "Prime minister|prime minister; Foreign minister|foreign minister; Supreme court|Supreme Court; vice President|vice president; Security council|Security Council; prime Minister|prime minister",
        ),
        fix=False,
    ),
    _in(
        "institution with a small first word",
        f"{C}institutions",
        *_pairs(
            "They wrote to the % of Grain Trade in May.\nIt was asked of the % for Grain Studies.\nThe rolls, says the % of Salt Commerce, are lost.",
            "council|Council; ministry|Ministry; institute|Institute; department|Department; association|Association",
        ),
    ),
)

STOPS = (
    _in(
        "no comma after according to",
        f"{T}comma-after-according",
        "According to the {report|report,} the tax was old.",
        "According to this {study|study,} they paid in salt.",
        "According to recent {data|data,} most towns paid.",
        "According to many {scholars|scholars,} it was a ruse.",
        "According to Lind ({2008)|2008),} the mill was old.",
        "According to Tamm and Berg ({2015)|2015),} some paid.",
        "According to the {law|law,} all had to pay.",
    ),
    _at(
        "comma for a stop",
        f"{T}comma-for-stop",
        (r"(?<=\p{Ll}{3})\.(?= (?:The|This|We|It|They|These|However|In|For|There) \p{Ll}+ \p{Ll}+ )", ","),
    ),
    _at(
        "space before a comma for one after it",
        f"{T}comma-misplaced",
        (r"(?<=\p{Ll}{3}), (?=(?:and|but|which|the|it|they|that|so|as|in|with|for|while|where) )", " ,"),
        (r"(?<=\p{Ll}{3}); (?=\p{Ll}{3})", " ;"),
    ),
    _at(
        "space before a stop for one after it",
        f"{T}stop-misplaced",
        (r"(?<=\p{Ll}{3})\. (?=(?:The|This|It|In|For|However|These|There|They|We|To|As|When) )", " ."),
    ),
    _in(
        "axis two ways",
        f"{N}axis",
        "The x-axis has the year, the y-axis the price, and the {z axis|z-axis} the towns.",
        "The x axis has the year, the y axis the price, and the {z-axis|z axis} the towns.",
        "Along the y axis stand the towns, along the x axis the years. Turn the {y-axis|y axis} round.",
        needs=r"\A(?![\s\S]*\b[xyzXYZ][ -]ax[ei]s)",
        once=True,
    ),
    _in(
        "question without its mark",
        f"{T}question-mark",
        "Which tax did the towns pay in the spring of that year.",
        "How did the guild come to own the mill of the abbey.",
        "To what extent did the price of salt fall after the war.",
        "What role did the port play in the trade with the north.",
        paragraph=True,
        fix=False,
    ),
)

DOCUMENT = (
    _in(
        "verb of a cited author",
        f"{U}citation-verb",
        *_pairs(
            "Novak (2010) % that salt was dear.\nHowever, Berg (1998) % the mills of the north.",
            "argue|argues; show|shows; suggest|suggests; note|notes; claim|claims",
        ),
        *_pairs(
            "Novak and Berg (2010) % that salt was dear.\nTamm and Lind (1998) % the mills of the north.",
            "argues|argue; shows|show; suggests|suggest; has described|have described",
        ),
    ),
    _in(
        "acronym in small letters",
        f"{C}known-acronym",
        *_pairs(
            "The Baltic Salt Survey (BALSUR) was held twice. The BALSUR rolls are kept in Riga, and BALSUR was dear. Few read the % rolls.\n"
            "The Baltic Salt Survey (BALSUR) was held twice. Many used BALSUR, and the town paid for BALSUR. The last % was in 1911.",
            "Balsur|BALSUR",
        ),
        once=True,
    ),
    _in(
        "name of the paper in small letters",
        f"{C}known-name {C}organisations {C}institutions {C}field-councils",
        *_pairs(
            "The Narva Salt Accord was signed in May. The Narva Salt Accord held for ten years, and the Narva Salt Accord was renewed. Few kept to the % in the end.",
            "Narva salt accord|Narva Salt Accord; Narva Salt accord|Narva Salt Accord",
        ),
        *_pairs(
            "The Riga Grain Pact was signed in May. The Riga Grain Pact held for ten years, and the Riga Grain Pact was renewed. Few kept to the % in the end.",
            "Riga grain pact|Riga Grain Pact; Riga Grain pact|Riga Grain Pact",
        ),
        once=True,
    ),
    _in(
        "item without its stop",
        f"{T}item-stop",
        "- Salt was taxed by the bushel.\n- Wool was taxed by the bale.\n- Grain was never taxed by the town\n- Fish was taxed by the barrel.",
        "1. The guild asked for a new mill.\n2. The council refused to build one\n3. The abbey built it in the end.",
        paragraph=True,
        fix=False,
    ),
    _in(
        "no comma after an opening clause",
        f"{T}opening-comma {U}introductory-comma",
        "When the harvest was {poor|poor,} the price of salt rose.",
        "If the council is {rich|rich,} the mill can be built again.",
        "Because the port was {shut|shut,} the trade went overland.",
        "While the tax was {low|low,} we find few protests.",
        "In the northern towns of that {region|region,} they paid the tax in salt.",
        "Although the roll is {old|old,} it can be read.",
    ),
    _in(
        "comma alone between two sentences",
        f"{T}comma-splice {U}comma-splice {U}splice-of-them",
        "The mill was sold in May{, the|; the} guild bought it back in June.",
        "The tax was lowered in the north{, it|; it} was raised in the south.",
        "The bakers did not pay{, they|; they} had no salt.",
        "The port was shut by ice{, the|; the} ships lay idle for weeks.",
        fix=False,
    ),
)

KINDS: tuple[Kind, ...] = (*AGREEMENT, *FORMS, *CAPITALS, *STOPS, *DOCUMENT)
