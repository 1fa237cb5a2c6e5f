"""Morphemes: the Greek and Latin parts that make a word a technical term."""

from __future__ import annotations

import re

UNCOMMON = 4.2  # Zipf frequency under which such a part tells anything: "hospital" is no term

RARE = 3.0  # some endings tell only below: "sunshine" is no term, "quinolones" is

_PREFIX = re.compile(
    r"(?:a?etio|angio|arthr|auto(?:im|phag|som)|bacteri|bio(?!g|pic)|bronch|cardi(?!nal|gan|ff)|cephal|cerebr|chemo"
    r"|chrom(?!e)|cortic|cyto|derm|dys|encephal|endo(?!rs|w)|enter(?:o|it|al)|epi(?!so|c$|cs$|log|ph)|erythro|gastr"
    r"|gen(?:et|om|ot)|glom|gluc|glyc|haem|hemat|hemo|hepat|hist[oai](?!r)|homeo(?!w)|hydro|hyper|hypo(?!cr)|immun"
    r"|interleu|intra|iso(?!lat)|leuk|lip[io]|lymph|macro|malign|meta(?!l|ph)|micro(?!wav|phon|soft)|mito|mono(?!pol|log)"
    r"|morph|myco|myel|myo|necro|neo(?:nat|pl)|neph|neur|onco|ophthal|ortho(?!do)|osteo|oxid|path(?!etic|way|s?$)"
    r"|peri(?:[cnt]|op)|phag|pharmac|phen(?!om)|phos|phylo|plasm|pneum|poly|prote(?:in|om|as)|psych|pulmo|renal|ribo"
    r"|schizo|sclero|sero|steno|strep|sub(?:cut|stra)|syn(?:ap|the)|thromb|trans(?:c[er]|du|fu|derm|gen|loc|mem|pl)"
    r"|toxi|vas[coe][^$s]|ven[ot][^iu]|vir(?:al|io|u))"
)
_SUFFIX = re.compile(
    r"(?:itis|[a-z]{3}os[ie]s|a?emia|opath(?:y|ies)|pathic|ectomy|[a-z]{3}omas?|omata|olog(?:y|ies)|otomy|ostomy|plasty"
    r"|scop(?:y|ic)|graphy|lysis|lytic|genesis|genic|troph(?:ic|y)|tropic|plasia|plastic|philic|phobic|phage|phagic"
    r"|cytes?|cytic|blasts?|meric|idae|coccus|bacter\w*|virus(?:es)?|viral|emic|uria|algia|algesi\w*|penia|rrho?ea"
    r"|rrhage|stasis|toxic\w*|kines?|genous|oids?|itic|otic|somal|mab|nib|statins?|zole|[a-z]{3}ium)$"
)
_RARE_SUFFIX = re.compile(r"(?:ases?|om(?:e|es|ic|ics)|mer|static|somes?|ides?|ines?|ones?|ates?|yl)$")
# Endings of learned adjectives: "renal", "chronic", "ambulatory".
ADJECTIVES = ("al", "ic", "ive", "ous", "ary", "ory", "ular", "able", "ible")


def is_term(word: str, zipf: float) -> bool:
    """Whether a lower-case word is built like a technical term.

    >>> [is_term(word, 3.1) for word in ("thrombocytopenia", "neuropathy", "sunshine", "weekend")]
    [True, True, False, False]
    """
    if zipf >= UNCOMMON:
        return False
    return bool(_PREFIX.match(word) or _SUFFIX.search(word) or (zipf < RARE and _RARE_SUFFIX.search(word)))
