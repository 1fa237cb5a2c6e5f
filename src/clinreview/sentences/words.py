"""Words that decide whether a full stop ends a sentence."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Always followed by what they belong to: "Dr. Smith", "e.g. CVS", "vs. placebo".
BOUND = _words(
    "Dr Drs Mr Mrs Ms Mx Messrs Prof Profs Rev Hon Gov Sen Gen Lt Col Sgt Capt Cmdr Maj "
    "eg ie cf viz vs v approx esp incl resp ca Ca Approx Incl Esp Resp Cf Vs Eg Ie Attn"
)

# Followed by a number or a letter: "No. 1", "p. 12", "Fig. S1". Before a word they may end a sentence.
NUMBERED = _words(
    "no nos No Nos p pp P PP fig figs Fig Figs vol Vol vols eq Eq eqs ref refs Ref Refs tel Tel "
    "ch Ch chap Chap sec Sec sect Sect art Art tab Tab ext Ext app App pt Pt suppl Suppl ed Ed ver Ver "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
    "approx Approx max min Max Min avg Avg est Est c"
)

# End a sentence only before a word that commonly starts one: "Acme Inc. The", not "Acme Inc. Boston".
LOOSE = _words(
    "St Ste Mt Ft Inc Ltd Co Corp LLC Bros Jr Sr Esq al Dept dept Univ Assn assn Assoc Ave Blvd Rd Hwy Bldg "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
    "sp spp var subsp ssp dr prof mr mrs fig Fig figs Figs ref refs Ref Refs Intl Natl Acad Amer Hosp "
    "Ed Eds ed eds Vol vol Suppl suppl No no nos Nos Tel tel Ph Nr nr Ala Ariz Calif Colo Conn Fla Ill "
    "Kan Mass Mich Minn Mont Nev Okla Ore Penn Tenn Tex Va Wash Wis Wyo Reg Res Sci Med Clin Int "
    "J max Max min Min Est est misc"
)

# Shortened units and dose words: before a capital they end a sentence, before a number or "levels" never.
SHORT = _words(
    "mg mcg ug µg g kg ml mL dl dL l cl oz lb lbs tsp tsps tbsp tbsps tab tabs cap caps gtt gtts supp susp "
    "inj soln hr hrs h min mins sec secs wk wks mo mos yr yrs y in ft cm mm m km temp wt ht mEq etc dept "
    "vac med meds pt pts dx rx Rx tx hx sx diam conc sol amp amps Mg Hrs Mins Tab Tabs Cap Caps Temp "
    "cal cals kcal gal qt deg bid tid qid prn qd hs stat"
)

ABBREVIATIONS = BOUND | NUMBERED | LOOSE | SHORT

# Words that commonly start a sentence and rarely continue a name.
STARTERS = _words(
    "The A An This That These Those It It's It’s Its He She They We You You're You’re Your His Her Their Our "
    "My I I'm I’m I've I’ve If When While Although Though However But And Or So Then Than There There's There’s "
    "Here Here's Here’s In On At For From With Without After Before During Since Because As To By Of About Once "
    "Until Unless Some Many Most Several Few Each Every All Both Any Anyone Everyone Nobody No Not None Nothing "
    "Do Don't Don’t Does Did Is Are Was Were Can Can't Can’t Cannot Could Should Will Would Must Has Have Had "
    "What What's What’s Who Why How Where Which Whether Call Take Ask Tell Talk Stop See Use Keep Avoid Follow "
    "Check Go Get Try Make Let Let's Let’s Give Wait Wash Drink Eat Rest Start Store Swallow Chew Always Never "
    "Only Also Please Patients People Doctors Women Men Children Adults Parents More Other Others Another Even "
    "Studies Research Researchers Experts Side Symptoms Treatment Treatments Side-effects Still Just Now Today "
    "Currently Recently Further Furthermore Moreover Therefore Thus Instead Meanwhile Nevertheless Yet Yes "
    "Such Since Under Over Using Both Later Next First Second Third Finally Overall Despite According Like "
    "Unlike Perhaps Maybe Usually Often Sometimes Generally Typically Remember Note Visit Contact Learn Read "
    "Speak Bring Put Apply Repeat Seek Continue Contains Results Data"
)

# Lower-case words that start a sentence when an author forgot the capital.
LOWER_STARTERS = _words(
    "the it it's it’s this that's that’s these those he she they we you i there if then his her their our "
    "please what who why how do don't don’t"
)

# "vitamin C. The", "hepatitis B. Most": the letter is a name's end, not an initial.
LETTERED = (
    r"(?:vitamins?|hepatitis|types?|groups?|plans?|parts?|phases?|stages?|grades?|class|steps?|influenza|flu"
    r"|category|categories|options?|arms?|tables?|appendix|schedule|strep|factor|figure|hep|level|protein"
    r"|bipolar|hemophilia|haemophilia|medicare|exhibit|section|zone|study|cohort|botulinum|coenzyme)"
)

# "at 5 p.m. Eastern": the time goes on.
TIME_GOES_ON = _words(
    "EST EDT ET CST CDT CT PST PDT PT MST MDT MT GMT BST UTC CET CEST Eastern Central Pacific Mountain "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays "
    "Saturdays Sundays Mon Tue Wed Thu Fri Sat Sun"
)

SPEECH = (
    r"(?:ask(?:s|ed)?|say|says|said|repl(?:y|ies|ied)|wonder(?:s|ed)?|shout(?:s|ed)?|cr(?:y|ies|ied)"
    r"|add(?:s|ed)|exclaim(?:s|ed)|answer(?:s|ed)|warn(?:s|ed)|tells?|told|writes?|wrote|explain(?:s|ed))"
)
