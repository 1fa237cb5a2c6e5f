"""Syllables: how many a word has, for medical words too."""

from __future__ import annotations

import re

from clinreview.readability.tables import syllable_table, zipf_table

LONGEST = 45  # letters; beyond, a run of letters is not put together from words
COMMON = 3.6  # Zipf frequency from which a word may be half of a compound such as "bloodstream"

# Words that the rules below, or the dictionary, get wrong.
OVERRIDES = {
    "fluoxetine": 4, "valproate": 3, "valproic": 3, "quetiapine": 4, "pseudoephedrine": 5, "ephedrine": 3,
    "transcranial": 4, "preeclampsia": 5, "eclampsia": 4, "mrna": 4, "etiology": 5, "aetiology": 5,
    "antioxidant": 5, "antioxidants": 5, "hypoxia": 4, "epithelium": 5, "mg": 3, "mcg": 3, "kg": 3, "ml": 4,
    "dl": 4, "mm": 4, "cm": 4, "mmhg": 8, "dr": 2, "mr": 2, "mrs": 2, "vs": 2, "eg": 3, "ie": 2, "hr": 1,
}  # fmt: skip

_GROUP = re.compile(r"[aeiouyà-öø-ÿ]+")
# Vowels that stand side by side in two syllables, and endings that add one.
_EXTRA = re.compile(
    r"(?<![tcsxg])i(?=[ao])"  # diabetes, ratio
    r"|(?<=[tcsg])i(?=a(?:t|c$|cs$))(?!a(?:tric))"  # initiate, aphrodisiac
    r"|(?<=[^q])i(?=um|us$)|(?<![aeioutcsxg])iu(?!m|s$)"  # sodium
    r"|(?<=phys|gast|card)i(?=o)|(?<=[gl])io(?=graph|log)|gi(?=os?$|ot|ol|om)"
    r"|(?<=[^gqn])ua(?=[^rk])|(?<=[a-z])uou"  # evaluate, continuous
    r"|ie(?=t|n(?!c|d))|(?<![aeiouqg])ue(?=t|l)"  # anxiety, patient
    r"|eo(?!u|r?g|n$)|(?<=g)eo(?=g|l|t)|(?<=[rlmnptdbc])ea(?=t(?:e|i)|l(?:i|$))"  # osteo-, create
    r"|[aeouy]i(?=ng\b|st\b|sm)|sms?$"  # being, autism
    r"|(?<=[^aeiouylr])les?$|y[ao]|oe(?=t|n)|u(?=um)|i(?=i)|a(?=o)"  # muscle, myalgia
    r"|^(?:re|pre|co|de)(?=[aeiou](?![aeiou]))"
    r"(?!reac|read|real|rein[^cfstv]|reig|cou|coa|coi|cool|cook|coo[pt]|coe|dea[dflnr]|dei|de[ue]|reu|ree|rea[lpr])"
    r"|(?:(?<=neur|astr|gast|micr|hydr|ster)|(?<=immun|pneum))o(?=[aeu])|ste(?=oa)"
)
_SILENT = re.compile(
    r"(?<![aeiouy])(?<![^aeiouylr]l)e$"  # dose, not muscle
    r"|(?<![aeiouysxz])(?<!ch)(?<!sh)(?<![cg])(?<![^aeiouylr]l)es$"  # doses ends in a syllable, tubes does not
    r"|(?<![aeioutdy])ed$|e(?:ly|ments?|ful|less|ness)$|(?<=ic)ally$"
)
_PREFIX = re.compile(
    r"(?:anti|auto|bio|cardio|chemo|co|cyto|de|dermato|dis|electro|endo|entero|epi|extra|fore|gastro|ha?emo|hepato"
    r"|hydro|hyper|hypo|immuno|infra|inter|intra|macro|meta|micro|mis|mono|multi|myo|nano|neo|nephro|neuro|non"
    r"|osteo|out|over|para|patho|peri|pharmaco|photo|physio|pneumo|poly|post|pre|pro|pseudo|psycho|pyro|radio|re"
    r"|retro|semi|sub|super|supra|thermo|thrombo|trans|ultra|un|under|uni|vaso)"
)


def count_syllables(word: str) -> int:
    """Syllables of a lower-case word, at least 1.

    The CMU dictionary first, then its parts ("neuro" + "stimulation"), then vowel groups. On medical words of
    the dictionary itself, each kept out of the table in turn, the rules are right on 96 %.

    >>> [count_syllables(word) for word in ("dose", "atorvastatin", "neurostimulation", "ketamine")]
    [1, 5, 6, 3]
    """
    known = OVERRIDES.get(word) or syllable_table().get(word)
    if known:
        return known
    if word.endswith("'s"):
        base = word[:-2]
        return count_syllables(base) + bool(re.search(r"(?:s|x|z|ch|sh|ce|ge)$", base))
    return (len(word) <= LONGEST and _from_parts(word)) or syllables_by_rule(word)


def syllables_by_rule(word: str) -> int:
    """Syllables of a word by its vowels alone."""
    count = len(_GROUP.findall(word)) + len(_EXTRA.findall(word))
    return max(1, count - bool(count > 1 and _SILENT.search(word)))


def _from_parts(word: str) -> int:
    table, frequent = syllable_table(), zipf_table()
    for at in range(len(word) - 4, 1, -1):
        rest = word[at:]
        if rest in frequent and rest in table and _PREFIX.fullmatch(word, 0, at):
            return syllables_by_rule(word[:at]) + table[rest]
    for at in range(4, len(word) - 3):
        first, rest = word[:at], word[at:]
        if min(frequent.get(first, 0), frequent.get(rest, 0)) > COMMON and first in table and rest in table:
            return table[first] + table[rest]
    return 0
