"""Status words: the vocabulary in which articles speak of regulators and what they did."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """A set of the words of a text."""
    return frozenset(text.split())


# A sentence without one of these, or without a regulator and one of those, says nothing about a status.
STEMS = (
    "approv",
    "licen",
    "breakthrough",
    "orphan",
    "510(k)",
    "generally recognized as safe",
    "generally recognised as safe",
    " gras ",
    " gras.",
    " gras,",
    "(gras",
    "allowed back",
    "indication",
)
# Stems that count beside another one: the first look at a sentence must cost little.
BESIDE_STEMS = (
    ("label", ("off-label", "off label", "s label", "fda label", "fda-label", "expanded", "widened", "broadened")),
    ("green", ("greenlit", "green lit", "green-lit", "green light", "green-light")),
    ("fast", ("fast track", "fast-track")),
    ("fda", ("reviewing", "under review", "pending")),
    ("mhra", ("reviewing", "under review", "pending")),
    ("emergency", ("emergency use", "emergency auth")),
    ("authori", ("currently authori", "still authori", "remains authori", "an authori")),
    ("market", ("withdr", "pulled", "taken off")),
    ("nice", ("recommend",)),
)  # fmt: skip
AGENCY_STEMS = ("fda", "f.d.a", "food and drug", "food & drug", "mhra", "nhs", "regulator", "europe", "ema", "tga",
                "nice", "canad", "the us", "america", "watchdog", "the states", "washington", "federal", "agency", "united states", "u.s.", "britain", "uk", "australia")  # fmt: skip
WEAK_STEMS = ("clear", "authori", "endors", "sanction", "certif", "regist", "listed", "inspect", "regulat", "complia",
              "gras", "designat", "reject", "refus", "den", "declin", "withdr", "revok", "rescind", "pulled", "okay",
              "nod", "blessing", "thumbs", "accept", "ok'd", "eua", "accredit", "valid", "ok", "go-ahead", "go ahead",
              "indication", "permi", "recogni", "deem", "consider", "declar", "judged", "ruled", "found", "rated",
              "allowed marketing", "turned down", "turns down", "shot down", "signed off", "signs off", "sign-off")  # fmt: skip

# word -> (kind, form). Forms: past (also the participle), fin (she approves), base, ing, noun, adj.
KINDS: dict[str, tuple[str, str]] = {
    "approve": ("approve", "base"), "approves": ("approve", "fin"), "approved": ("approve", "past"),
    "approving": ("approve", "ing"), "approval": ("approve", "noun"), "approvals": ("approve", "noun"),
    "preapproved": ("approve", "past"), "greenlit": ("approve", "past"), "okayed": ("approve", "past"),
    "ok'd": ("approve", "past"), "okays": ("approve", "fin"), "oks": ("approve", "fin"),
    "greenlighted": ("approve", "past"), "greenlights": ("approve", "fin"), "nod": ("approve", "noun"),
    "ok": ("approve", "noun"), "okay": ("approve", "noun"), "oked": ("approve", "past"), "okayd": ("approve", "past"),
    "greenlighting": ("approve", "ing"), "reapproved": ("approve", "past"),
    "blessing": ("approve", "noun"), "indication": ("approve", "noun"), "unapproved": ("approve", "adj"), "nonapproved": ("approve", "adj"),
    "unlicensed": ("licence", "adj"), "unlicenced": ("licence", "adj"),
    "clear": ("clear", "base"), "clears": ("clear", "fin"), "cleared": ("clear", "past"),
    "clearing": ("clear", "ing"), "clearance": ("clear", "noun"), "clearances": ("clear", "noun"),
    "authorize": ("authorise", "base"), "authorizes": ("authorise", "fin"), "authorized": ("authorise", "past"),
    "authorise": ("authorise", "base"), "authorises": ("authorise", "fin"), "authorised": ("authorise", "past"),
    "authorizing": ("authorise", "ing"), "authorising": ("authorise", "ing"),
    "authorization": ("authorise", "noun"), "authorisation": ("authorise", "noun"), "eua": ("authorise", "noun"),
    "authorizations": ("authorise", "noun"), "authorisations": ("authorise", "noun"),
    "unauthorized": ("authorise", "adj"), "unauthorised": ("authorise", "adj"),
    "license": ("licence", "base"), "licenses": ("licence", "fin"), "licensed": ("licence", "past"),
    "licence": ("licence", "noun"), "licenced": ("licence", "past"), "licensing": ("licence", "ing"),
    "licensure": ("licence", "noun"),
    "endorse": ("endorse", "base"), "endorses": ("endorse", "fin"), "endorsed": ("endorse", "past"),
    "endorsement": ("endorse", "noun"), "sanctioned": ("endorse", "past"), "sanctions": ("endorse", "fin"),
    "certified": ("endorse", "past"), "certifies": ("endorse", "fin"), "certification": ("endorse", "noun"),
    "accredited": ("endorse", "past"), "accepted": ("endorse", "past"), "validated": ("endorse", "past"),
    "approvable": ("register", "past"),
    "permission": ("authorise", "noun"),
    "recognised": ("recognise", "past"), "recognized": ("recognise", "past"), "recognises": ("recognise", "fin"),
    "recognizes": ("recognise", "fin"), "deemed": ("recognise", "past"), "deems": ("recognise", "fin"),
    "considered": ("recognise", "past"), "considers": ("recognise", "fin"), "declared": ("recognise", "past"),
    "declares": ("recognise", "fin"), "judged": ("recognise", "past"), "ruled": ("recognise", "past"),
    "found": ("recognise", "past"), "rated": ("recognise", "past"),
    "registered": ("register", "past"), "registration": ("register", "noun"), "listed": ("register", "past"),
    "inspected": ("register", "past"), "regulated": ("register", "past"), "compliant": ("register", "past"),
    "designated": ("designate", "past"), "designation": ("designate", "noun"),
    "designations": ("designate", "noun"),
    "rejected": ("refuse", "past"), "rejects": ("refuse", "fin"), "rejection": ("refuse", "noun"),
    "refused": ("refuse", "past"), "refuses": ("refuse", "fin"), "denied": ("refuse", "past"),
    "denies": ("refuse", "fin"), "declined": ("refuse", "past"), "declines": ("refuse", "fin"),
    "withdrew": ("withdraw", "past"), "withdrawn": ("withdraw", "past"), "withdraws": ("withdraw", "fin"),
    "revoked": ("withdraw", "past"), "revokes": ("withdraw", "fin"), "rescinded": ("withdraw", "past"),
    "pulled": ("withdraw", "past"),
}  # fmt: skip
# What a regulator gives, whatever its own word for it.
INFORMAL = word_set(
    "nod blessing ok okay okays oks okayed ok'd oked greenlit greenlights greenlighted greenlighting green go thumbs"
)
# Words that mean a regulator's act only beside a regulator.
WEAK = word_set("clear authorise endorse recognise register designate refuse withdraw recommend")
NOUNS = {"green light": "approve", "go ahead": "approve", "thumbs up": "approve", "green lighted": "approve",
         "green lit": "approve", "sign off": "approve", "thumbs down": "refuse"}  # fmt: skip
# Two words that are one verb: "turned down", "signed off on".
PHRASES = {"turned down": ("refuse", "past"), "turns down": ("refuse", "fin"), "shot down": ("refuse", "past"),
           "permitted marketing": ("authorise", "past"), "permits marketing": ("authorise", "fin"),
           "allowed marketing": ("authorise", "past"), "permitted sale": ("authorise", "past"),
           "allowed back": ("approve", "past"), "signed off": ("approve", "past"), "signs off": ("approve", "fin")}  # fmt: skip
REFUSING = word_set("refused refuses refuse declined declines decline denied denies deny rejected rejects reject rejection"
                " refusal turned against")  # fmt: skip
WITHDRAWING = word_set("withdrew withdrawn withdraw withdraws withdrawal revoked revoke revokes rescinded rescind pulled"
                   " suspended lost loses lapsed expired cancelled canceled")  # fmt: skip

AGENCIES: dict[str, str] = {
    "fda": "FDA", "usfda": "FDA", "us fda": "FDA", "food and drug administration": "FDA",
    "food & drug administration": "FDA", "us food and drug administration": "FDA",
    "u s food and drug administration": "FDA", "united states food and drug administration": "FDA",
    "american food and drug administration": "FDA", "federal drug administration": "FDA",
    "food and drugs administration": "FDA", "us regulators": "FDA", "us drug regulators": "FDA",
    "american regulators": "FDA", "federal regulators": "FDA", "us regulator": "FDA", "federal drug regulators": "FDA",
    "us health regulators": "FDA", "regulators in washington": "FDA", "washington regulators": "FDA",
    "federal health officials": "FDA", "us drug regulator": "FDA", "us health officials": "FDA",
    "regulators in brussels": "EMA", "europe's drug regulator": "EMA", "europe's medicines regulator": "EMA",
    "regulators in london": "MHRA", "britain's drug regulator": "MHRA", "britain's medicines regulator": "MHRA", "u s regulators": "FDA", "us authorities": "FDA", "us government": "FDA",
    "federal government": "FDA", "federally": "FDA",
    "=EMA": "EMA", "european medicines agency": "EMA", "european medicine agency": "EMA", "european commission": "EMA",
    "european regulators": "EMA", "eu regulators": "EMA", "european union": "EMA", "=EU": "EMA", "european": "EMA",
    "european drug regulators": "EMA", "eu regulator": "EMA", "european authorities": "EMA", "chmp": "EMA",
    "mhra": "MHRA", "medicines and healthcare products regulatory agency": "MHRA", "uk regulators": "MHRA",
    "medicines & healthcare products regulatory agency": "MHRA", "british regulators": "MHRA", "uk regulator": "MHRA",
    "uk medicines regulator": "MHRA", "british regulator": "MHRA", "uk": "MHRA", "uk's medicines regulator": "MHRA",
    "uk drug regulator": "MHRA", "british medicines regulator": "MHRA",
    "=NICE": "NICE", "national institute for health and care excellence": "NICE",
    "national institute for health and clinical excellence": "NICE",
    "nhs": "NHS", "nhs england": "NHS", "national health service": "NHS",
    "tga": "TGA", "therapeutic goods administration": "TGA", "australian regulators": "TGA",
    "health canada": "Health Canada", "canadian regulators": "Health Canada", "canadian health authorities": "Health Canada",
    "=WHO": "WHO", "world health organization": "WHO", "world health organisation": "WHO",
    "cdc": "CDC", "centers for disease control and prevention": "CDC", "centers for disease control": "CDC",
    "dea": "DEA", "drug enforcement administration": "DEA", "drug enforcement agency": "DEA",
    "medsafe": "other", "pmda": "other", "swissmedic": "other", "anvisa": "other", "nmpa": "other", "dcgi": "other",
    "hsa": "other", "cofepris": "other", "nih": "NIH", "national institutes of health": "NIH", "usda": "other", "epa": "other", "ftc": "other",
    "american medical association": "AMA", "ama": "AMA", "aap": "other", "medicare": "Medicare", "medicaid": "Medicare",
    "japanese regulators": "other", "chinese regulators": "other", "israeli ministry of health": "other",
}  # fmt: skip
_PLACES = {
    "us": "FDA", "u s": "FDA", "american": "FDA", "america's": "FDA", "federal": "FDA", "nation's": "FDA",
    "uk": "MHRA", "uk's": "MHRA", "british": "MHRA", "britain's": "MHRA",
    "eu": "EMA", "eu's": "EMA", "european": "EMA", "europe's": "EMA",
    "australian": "TGA", "australia's": "TGA", "canadian": "Health Canada", "canada's": "Health Canada",
    "japanese": "other", "chinese": "other", "indian": "other", "israeli": "other", "german": "other",
    "french": "other", "swiss": "other", "mexican": "other", "russian": "other", "korean": "other",
}  # fmt: skip
_BODIES = ("regulator", "regulators", "watchdog", "watchdogs", "authorities", "agency", "officials")
_FIELDS = (
    "drug",
    "drugs",
    "drug safety",
    "medicine",
    "medicines",
    "health",
    "medical",
    "medicines safety",
    "food and drug",
)
AGENCIES |= {
    f"{place} {field} {body}": agency for place, agency in _PLACES.items() for field in _FIELDS for body in _BODIES
} | {f"{place} {body}": agency for place, agency in _PLACES.items() for body in _BODIES if body != "officials"}  # fmt: skip
_SEATS = {
    "washington": "FDA",
    "london": "MHRA",
    "brussels": "EMA",
    "canberra": "TGA",
    "ottawa": "Health Canada",
    **dict.fromkeys(("the us", "the united states", "the states", "america"), "FDA"),
    **dict.fromkeys(("the uk", "britain", "the united kingdom"), "MHRA"),
    **dict.fromkeys(("europe", "the eu", "the european union"), "EMA"),
    "canada": "Health Canada",
    "australia": "TGA",
}
AGENCIES |= {
    f"{field} {body} in {seat}".strip(): agency
    for seat, agency in _SEATS.items() for field in ("", *_FIELDS) for body in _BODIES
}  # fmt: skip
# "US approval", "American-approved": a country stands for its regulator right before a status word only.
NATIONS: dict[str, str] = {
    "=US": "FDA", "=U.S.": "FDA", "american": "FDA", "british": "MHRA", "australian": "TGA", "canadian": "Health Canada",
    "japanese": "other", "chinese": "other", "indian": "other", "israeli": "other", "german": "other",
    "french": "other", "swiss": "other", "korean": "other", "russian": "other", "mexican": "other",
}  # fmt: skip
# Where, when the agency is not named: "approved in Europe".
REGIONS = {
    "us": "FDA", "usa": "FDA", "america": "FDA", "states": "other", "europe": "EMA", "eu": "EMA",
    "union": "EMA", "uk": "MHRA", "britain": "MHRA", "england": "MHRA", "kingdom": "MHRA", "scotland": "MHRA",
    "canada": "Health Canada", "australia": "TGA", "japan": "other", "china": "other", "israel": "other",
    "india": "other", "germany": "other", "france": "other", "switzerland": "other", "korea": "other",
    "russia": "other", "mexico": "other", "brazil": "other", "zealand": "other", "ireland": "other", "spain": "other",
    "italy": "other", "sweden": "other", "netherlands": "other", "countries": "other", "abroad": "other",
    "overseas": "other", "internationally": "other", "worldwide": "other", "state": "other", "elsewhere": "other",
}  # fmt: skip
_STATES = (
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois"
    " indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana"
    " nebraska nevada hampshire jersey york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah"
    " vermont virginia washington wisconsin wyoming ontario quebec"
)
REGIONS |= dict.fromkeys(_STATES.split(), "other")
# A place tells where a status holds; it does not narrow what it is for.
PLACES = frozenset(REGIONS) | word_set("united kingdom market anywhere there here nationwide")
REGULATORS = word_set(
    "agency regulators regulator officials authorities government commission administration federal"
)

ADVERBS = word_set(
    "also already recently just now newly first formally officially finally since only fully currently still even then"
    " later initially originally previously long today yesterday quietly specifically actually technically generally"
    " widely conditionally provisionally tentatively reportedly temporarily subsequently additionally ultimately"
    " traditionally legally federally medically clinically explicitly expressly specially presently so far both all"
    " once ever freshly commonly primarily mainly typically solely indeed really truly certainly definitely thus"
    " therefore itself themselves historically formerly eventually briefly merely simply"
)
BE = word_set("is are was were be been being am isn't aren't wasn't weren't gets got get become becomes became remains"
          " remain remained stays")  # fmt: skip
HAVE = word_set(
    "has have had having hasn't haven't hadn't received receives receive receiving won win wins winning gained gain"
    " gains got get gets getting secured secure earned earn earns obtained obtain obtains achieved granted given holds"
    " hold held carries carry enjoys with scored landed snagged gave gives grants awarded lacks lack lacking without"
    " needs need requires require"
)
MODALS = word_set("will would may might could can should must shall do does did don't doesn't didn't won't can't couldn't"
              " wouldn't cannot to")  # fmt: skip
NEGATORS = word_set(
    "not never no nor neither none without cannot can't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't"
    " didn't won't wouldn't couldn't lacks lack lacking nothing hardly nobody ain't shouldn't non"
)
FUTURE = word_set(
    "will would may might could should shall expected expects expect hope hopes hoping hoped likely unlikely plan plans"
    " planned planning poised soon await awaits awaiting awaited pending seek seeks seeking sought apply applies applying"
    " applied pursue pursuing request requested requests requesting until if unless whether potential possible possibly"
    " consider considers considering considered toward towards submit submits submitted submitting eventual upcoming"
    " hopefully anticipated anticipates won't needs need requires require ask asked asks eventually path panel"
    " committee advisers advisors advisory voted vote votes recommend recommended recommends recommending decide decides"
    " deciding weigh weighs weighing proposed proposes petition petitioned lobbying urge urges urged file filed filing"
    " goal aims aim aiming bid race push prospect chance candidate can cannot can't must hinges depends when"
    " investigational experimental tomorrow next review reviewing under once"
)
FALSE = word_set(
    "myth myths false falsely falsehood misleading misleadingly untrue incorrect incorrectly wrong wrongly mistaken"
    " mistakenly misconception misconceptions pretend pretends bogus deceptive deceptively lie lies lying debunked"
    " inaccurate inaccurately erroneous erroneously misled mislead misrepresented fraudulently"
)
CLAIMING = word_set(
    "claim claims claimed claiming alleged allegedly alleges allege advertise advertised advertises advertising tout"
    " touts touted touting purport purported purportedly purports rumor rumors rumored imply implies implying implied"
    " believe believes believed think thinks thought assume assumes assumed supposedly"
    " boasting boasts promoted pretending"
)
DETERMINERS = word_set("a an the this that these those its their our your his her any some every each another both all most"
                   " many several few other certain two three four five")  # fmt: skip
PRONOUNS = word_set("it they this these those both neither them")
GENERIC = word_set(
    "drug drugs medication medications medicine medicines treatment treatments therapy therapies product products"
    " pill pills tablet tablets capsule capsules injection injections shot shots jab jabs infusion infusions vaccine"
    " vaccines device devices app apps option options spray sprays cream creams gel gels patch patches formulation"
    " formulations version versions agent agents compound compounds approach approaches choice choices use uses method methods"
    " remedy remedies ingredient ingredients substance substances molecule supplement supplements procedure procedures"
    " generic generics brand brands form forms test tests kit implant implants lozenge lozenges troche drip drips peptide peptides herb herbs cure cures answer solution"
    " anesthetic indication indications alternative alternatives biologic biologics psychedelic psychedelics"
    " prescription prescriptions sedative stimulant protocol protocols machine machines system systems laser lasers headset helmet"
)
NAMING = word_set("called named including include includes like namely known are is was were being")
GOVERNORS = word_set("for to as against in of on")
# After one of those, words that lead on to a use: "to treat", "for the management of".
LEADS_ON = word_set(
    "treat treating treatment treatments prevent preventing prevention manage managing management relieve relieving"
    " relief reduce reducing lower lowering ease easing help helping combat combating fight fighting use cure curing"
    " therapy improve improving control controlling stop stopping slow slowing"
)
# What leads from one use of a list to the next.
LINKS = (
    LEADS_ON
    | GOVERNORS
    | word_set(
        "the a an also or and , severe moderate mild chronic acute adult major certain other some symptoms cases"
        " forms both well even"
    )
)
# Words after which a condition says who, not what for: "for adults with obesity and diabetes".
FOLK = word_set("adults adult people patients patient those individuals men women persons person children adolescents teens"
            " veterans sufferers anyone someone kids girls boys americans smokers users")  # fmt: skip
# What follows these is about something else.
ASIDES = word_set(
    "that this these since after they it he she we you doctors i based following amid citing according saying said"
    " says researchers scientists study studies trial trials used using prescribed taken given sold made developed"
    " researched studied tested known works working work even more less many who such including whose related"
    " associated due caused plus"
)
# A name before one of these only describes: "cannabis-derived".
DERIVED = word_set(
    "based derived containing like related free infused boosting induced type style mimicking inspired laced"
)
PEOPLE = {
    "children": "children", "child": "children", "kids": "children", "kid": "children", "pediatric": "children",
    "paediatric": "children", "infants": "children", "babies": "children", "toddlers": "children", "schoolchildren": "children", "teenaged": "children", "preteens": "children", "tweens": "children",
    "minors": "children", "teens": "children", "teenagers": "children", "adolescents": "children",
    "teenager": "children", "adolescent": "children", "teen": "children", "youth": "children", "youths": "children",
    "adults": "adults", "adult": "adults", "women": "women", "woman": "women", "female": "women", "females": "women", "men": "men", "boys": "men", "girls": "women", "pregnant": "pregnant", "postmenopausal": "postmenopausal", "premenopausal": "premenopausal",
    "pregnancy": "pregnant", "breastfeeding": "nursing", "expectant": "pregnant", "expecting": "pregnant", "elderly": "older", "seniors": "older", "older": "older",
}  # fmt: skip
ANIMALS = word_set(
    "dogs cats horses animals animal veterinary dog cat horse livestock cattle pets veterinarians vet"
)
BOUNDARIES = word_set(
    "; . ! ? – — -- although though while whereas because however despite unlike if unless but which who whose where"
    " when so yet whether even whilst compared : ( )"
)
# A product after one of these is not the one the verb speaks of.
NOT_THE_SUBJECT = word_set("unlike like than versus vs besides alongside except from without against over contrast to with"
                       " plus beyond before until")  # fmt: skip
NOT_A_PRODUCT = word_set(
    "clinic clinics study studies trial trials research researchers label labels labeling labelling maker makers"
    " manufacturer manufacturers company companies doctor doctors provider providers patients patient users user"
    " facility facilities lab labs laboratory patent patents application applications center centers centre centres"
    " programs program overdose overdoses deaths industry market prescriptions sales addiction abuse"
    " data results findings advocates specialists practitioners dealers studies' dispensaries dispensary dose doses"
    " dosing dosage levels level law laws bill warning warnings guidelines recommendations"
)
# What others approve of: no statement about a product.
OBJECTS_OF_OTHERS = word_set(
    "study studies trial trials budget research plan plans bill legislation law measure loan"
    " label labels labeling labelling funding coverage reimbursement publication visa claim-form request proposal"
    " merger list warning warnings guideline guidelines standard standards ind rule rules regulation regulations"
    " message messages wording name names facility-design experiment experiments grant grants"
)
TRIALS = word_set("study studies trial trials ind research experiment experiments application")
NOUN_OF = word_set("process processes pathway pathways standards standard rating ratings criteria requirements requirement"
               " decision decisions application applications request requests status-quo committee package rates rate"
               " letter times time")  # fmt: skip
OTHER_APPROVERS = word_set(
    "doctor doctors physician physicians dermatologist dermatologists pediatrician vet veterinarian dentist dentists"
    " insurance insurer insurers board council celebrity expert experts mom moms parent parents kid nurse nutritionist"
    " dietitian ethics irb committee school court judge boss wife husband spouse consumer customer psychiatrist"
    " pre self user teacher employer union state hospital"
)
EASED = frozenset({"not only", "not just", "no doubt", "not merely", "no longer just", "not simply"})
# Nouns for what a product is, which a sentence also uses of other products ("with an antidepressant").
AGENTS = word_set("antidepressant antidepressants anesthetic anaesthetic anesthetics anaesthetics analgesic painkiller"
              " painkillers contraceptive anxiolytic surgery")  # fmt: skip
COVERAGE = word_set("coverage reimbursement parole loan loans disability benefits leave visa mortgage surgery-date funding"
                " publication enrollment enrolment participation inclusion medicaid medicare")  # fmt: skip
# How a product is given.
FORMS = {
    word: form
    for form, given in {
        "injection": "injection injections injectable injected shot shots jab intramuscular",
        "infusion": "infusion infusions iv intravenous drip drips",
        "oral": "oral tablet tablets pill pills capsule capsules",
        "nasal": "nasal intranasal",
        "sublingual": "sublingual lozenge lozenges troche troches drops",
        "topical": "topical cream creams gel foam ointment lotion",
        "patch": "patch patches",
        "implant": "pellet pellets implant implants",
        "inhaled": "inhaled inhaler",
        "gummies": "gummies gummy edibles tea",
    }.items()
    for word in given.split()
}
DESIGNATIONS = frozenset({
    "breakthrough therapy", "breakthrough device", "breakthrough designation", "breakthrough status", "fast track",
    "orphan drug", "priority review", "orphan designation", "orphan status",
})  # fmt: skip
