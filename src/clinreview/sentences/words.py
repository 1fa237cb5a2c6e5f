"""Words that decide whether a full stop ends a sentence."""

from __future__ import annotations

from enum import Enum


class Group(Enum):
    """How a shortened word takes its full stop."""

    BOUND = "always goes on: Dr. Smith, e.g. CVS, vs. placebo"
    LOOSE = "ends before a word that commonly starts a sentence: Acme Inc. The, not Acme Inc. Boston"
    NUMBERED = "goes on before a number, a letter or a Roman numeral: No. 1, Fig. S1, vol. II"
    CALENDAR = "goes on before a number or a date: Jan. 5, Mon. Feb. 3"
    UNIT = "ends before a capital; before a number only after one: Take 5 mg. 20 mg is too much"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CALENDAR = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"

_MEMBERS = {
    Group.UNIT: "mg mcg ug µg μg g kg ml mL dl dL l cl oz lb lbs tsp tsps tbsp tbsps tab tabs cap caps gtt supp "
    "susp inj soln hr hrs h min mins sec secs wk wks mo mos yr yrs in ft cm mm m km temp wt ht mEq pt pts rx Rx "
    "Mg Hrs Mins Tab Tabs Cap Caps Temp kcal tid bid qid prn avg Avg diam",
    Group.NUMBERED: "no nos No Nos p pp fig figs Fig Figs vol Vol vols eq Eq ref refs Ref Refs tel Tel "
    "ch Ch chap Chap sect Sect Sec ext Ext suppl Suppl est Est max Max Min ver Ver",
    Group.CALENDAR: _CALENDAR,
    Group.LOOSE: "St Ste Mt Ft Inc Ltd Co Corp LLC Bros Jr Sr Esq al Dept dept Univ Assn assn Assoc Ave Blvd Rd "
    "Hwy Bldg sp spp var subsp ssp prof mr mrs Intl Natl Acad Hosp Ed Eds ed eds Ph Nr nr Ala Ariz Calif Colo "
    "Conn Fla Ill Kan Mass Mich Minn Mont Nev Okla Ore Penn Tenn Tex Va Wash Wis Wyo Clin Intern J misc dr",
    Group.BOUND: "Dr Drs Mr Mrs Ms Mx Messrs Prof Profs Rev Hon Gov Sen Gen Lt Col Sgt Capt Cmdr Maj DR MR MRS "
    "PROF VS eg ie cf viz vs v approx esp incl resp ca Ca Approx APPROX Incl Esp Resp Cf Vs Eg Ie Attn",
}

GROUPS = {word: group for group, words in _MEMBERS.items() for word in words.split()}

# "5 p.m. Eastern", "Mon. March 3": the time goes on.
DATES = _words(
    "EST EDT ET CST CDT CT PST PDT PT MST MDT MT GMT BST UTC CET CEST Eastern Central Pacific Mountain January "
    "February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays "
) | _words(_CALENDAR)

# Words that commonly start a sentence and rarely go on with a name.
STARTERS = _words(
    "The A An This That These Those It It's It’s Its He She They We You You're You’re Your His Her Their Our "
    "My I I'm I’m I've I’ve If When While Although Though However But And Or So Then There There's There’s "
    "Here Here's Here’s In On At For From With Without After Before During Since Because As To By Of About Once "
    "Until Unless Some Many Most Several Few Each Every All Both Any Anyone Everyone Nobody No Not None Nothing "
    "Do Don't Don’t Does Did Is Are Was Were Can Can't Can’t Cannot Could Should Will Would Must Has Have Had "
    "What What's What’s Who Why How Where Which Whether Call Take Ask Tell Talk Stop See Use Keep Avoid Follow "
    "Check Go Get Try Make Let Let's Let’s Give Wait Wash Drink Eat Rest Start Store Swallow Chew Always Never "
    "Only Also Please Patients People Doctors Women Men Children Adults Parents More Other Others Another Even "
    "Studies Research Researchers Experts Side Symptoms Treatment Treatments Still Just Now Today Tomorrow "
    "Currently Recently Further Furthermore Moreover Therefore Thus Instead Meanwhile Nevertheless Yet Yes "
    "Such Under Over Using Later Next First Second Third Finally Overall Despite According Like Unlike Perhaps "
    "Maybe Usually Often Sometimes Generally Typically Remember Note Visit Contact Learn Read One Two Three "
    "Four Five Six Seven Eight Nine Ten Half Nearly Almost Around Speak Bring Put Apply Repeat Seek Continue "
    "Results Data Search Yours Ours Theirs Mine Include Press Shake Send Add Open Close Turn Skip Begin Choose "
    "Consider Watch Report Limit Measure Remove Place Hold Inject Breathe Book Learn Plan Expect Show Bring"
)

# Lower-case words that start a sentence when an author forgot the capital.
LOWER_STARTERS = _words(
    "the it it's it’s this that's that’s these those he she they we you i there if then his her their our "
    "please what who why how do don't don’t"
)

# "vitamin C. The", "hepatitis B. Most": the letter ends a name, it is not an initial.
LETTERED = (
    r"\b(?:(?:pro)?vitamins?|hepatitis|types?|groups?|plans?|parts?|phases?|stages?|grades?|class|steps?|influenza|flu"
    r"|series|category|categories|options?|arms?|tables?|appendix|schedule|strep|factor|figure|hep|level"
    r"|protein|bipolar|ha?emophilia|medicare|section|zone|study|cohort|botulinum|treatment|wp)"
)

SPEECH = (
    r"(?:ask(?:s|ed)?|say|says|said|repl(?:y|ies|ied)|wonder(?:s|ed)?|shout(?:s|ed)?|cr(?:y|ies|ied)"
    r"|add(?:s|ed)|exclaim(?:s|ed)|answer(?:s|ed)|warn(?:s|ed)|tells?|told|writes?|wrote|explain(?:s|ed))"
)
