"""Sidelights: what a status word means beside other words: a programme, a payer, "for that purpose"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinreview.statuswords import COVERAGE, FOLK, INFORMAL, KINDS, word_set

if TYPE_CHECKING:
    from clinreview.acts import Act
    from clinreview.marked import Marked
    from clinreview.mentions import Mention
    from clinreview.record import Product
    from clinreview.target import Target

GIVERS = word_set(
    "clinic clinics pharmacy pharmacies prescriber prescribers site sites center centers centre centres hospital hospitals"
    " provider providers facility facilities practice practices doctor doctors physician physicians office offices setting"
    " settings location locations psychiatrist psychiatrists"
)
PROGRAMMES = word_set("rems program programme programs programmes scheme schemes network")
ENDS = word_set(". , ; ! ) : – — and or but so because though although yet either at alone specifically")
OFFERING = word_set("have has get gets got having offered given try choose use")
LED_BY = word_set("with have has from of living facing battling fighting severe chronic their")
WHO = FOLK | word_set(
    "living veterans soldiers mothers moms mums parents couples teenagers families sufferers who"
)
UNSAFE = word_set(
    "not unsafe never neither generally data evidence whether studies study if claims application how trials research"
)
UNDER = word_set("under through in into by via with within as")
PURPOSES = word_set("purpose purposes use uses reason reasons indication indications condition conditions problem problems group age ages"
                    " population job stage kind sort way symptom symptoms disease disorder illness task role")  # fmt: skip
ILLNESSES = word_set("condition disorder syndrome disease illness")
POINTING = word_set("that this those these either such")
USES = word_set("use uses indication indications")
EFFECTS = word_set(
    "slows slow reverses reverse cures cure treats treat heals heal restores restore relieves relieve fights fight ends end"
    " lifts lift eases ease stops stop prevents prevent melts melt regrows regrow boosts boost rebuilds rebuild"
)
ENDING = word_set(". , ; ! : naturally fast faster safely") | {""}
UNSURE = word_set("may might could study studies trial trials research off not unapproved")
NOT_FOR_SALE = word_set("emergency prequalified prequalification eul list lists listing")
ON_SALE = word_set("sale over-the-counter")
OWNED = word_set("my his her your our their")
BODIES = frozenset({"CDC", "WHO", "NICE", "NIH", "AMA", "Medicare"})


def of_a_programme(act: Act) -> bool:
    """ "Clinics approved under the REMS program": who may give a product is approved, not the product."""
    marked = act.marked
    who = {*marked.span(act.start - 4, act.start), *marked.span(act.after, act.after + 4)}
    near = marked.span(act.after, act.after + 12)
    if act.kind not in ("approve", "endorse", "authorise", "register") or not GIVERS & who:
        return False
    if "rems" in {*near, *marked.span(act.start - 6, act.place)}:
        return True
    return any(word in PROGRAMMES and UNDER & set(near[:place]) for place, word in enumerate(near))


def is_of_one_person(act: Act) -> bool:
    """ "Medicare has approved my injection for another year": what a payer grants to one patient."""
    return bool(
        act.agency and act.agency.value in BODIES and OWNED & set(act.marked.span(act.after, act.after + 3))
    )


def is_informal(act: Act) -> bool:
    """A lay word for any leave: "the nod", "cleared for sale"."""
    return goes_on_sale(act) or (act.kind == "approve" and act.marked.word(act.place) in INFORMAL)


def goes_on_sale(act: Act) -> bool:
    """ "Cleared for sale"."""
    marked = act.marked
    return act.kind == "clear" and marked.word(act.after) == "for" and marked.word(act.after + 1) in ON_SALE


def softened(act: Act) -> str:
    """The kind of act where a body that approves nothing pays, advises or lists: "" where it is said to approve."""
    near = set(act.marked.span(act.start - 4, act.after + 14))
    if not act.agency or act.agency.value not in BODIES:
        return ""
    if COVERAGE & (near - {"medicaid", "medicare"}):
        return "endorse"
    return "authorise" if act.agency.value == "WHO" and NOT_FOR_SALE & near else ""


def after_safe_and_effective(act: Act) -> int:
    """ "Recognised by the FDA as safe and effective": the words of an approval, and where they end; 0 without them."""
    near = act.marked.span(act.after, act.after + 12)
    pairs = (["safe", "and", "effective"], ["effective", "and", "safe"])
    for place in range(len(near)):
        if near[place : place + 3] in pairs:
            return 0 if UNSAFE & set(near[:place]) else act.after + place + 3
    return 0


def purpose_before(act: Act) -> list[str]:
    """ "It is used for Y, but X is not approved for that purpose": Y, where just one use was named before."""
    marked = act.marked
    for place in range(act.after, act.after + 7):
        if marked.word(place) not in {"for", "in"}:
            continue
        points = marked.word(place + 1) in POINTING or (
            marked.word(place + 1) == "the" and marked.word(place + 2) in ILLNESSES
        )
        if not (
            points
            and (
                marked.word(place + 2) in PURPOSES | ILLNESSES
                or marked.word(place + 2) in {"", ".", ",", ";", "!"}
            )
        ):
            continue
        found = dict.fromkeys(hit.value for i in range(act.start) if (hit := marked.condition_at(i)))
        return list(found) if len(found) == 1 else []
    return []


def is_nice_advice(act: Act, target: Target) -> bool:
    """ "NICE recommends X", where the record holds what NICE said of X."""
    named = act.agency is not None and act.agency.value == "NICE"
    return named and any("recommended" in row.status for product in target.products for row in product.rows)


def points_to_use(act: Act) -> bool:
    """ "… not approved for that", "… for this use": a use that is named elsewhere."""
    marked = act.marked
    for place in range(act.after, act.after + 12):
        if marked.word(place) in {".", ";", "!", "?"}:
            return False
        if marked.word(place) in {"for", "in", "as", "to"} and marked.word(place + 1) in POINTING | {
            "it",
            "them",
            "so",
        }:
            return marked.word(place + 2) in PURPOSES | ENDS or place + 2 >= marked.size
    return False


def points_back(act: Act) -> bool:
    """ "The first lasers for this purpose were approved": a purpose that stands in another sentence."""
    return act.marked.word(act.start - 1) in PURPOSES and act.marked.word(act.start - 2) in POINTING


def have_an_option(act: Act) -> list[str]:
    """ "People with Y now have an approved option in X": Y."""
    marked = act.marked
    if act.mode != "attribute" or not OFFERING & set(marked.span(act.start - 3, act.place)):
        return []
    for place in range(act.start, max(-1, act.start - 12), -1):
        if hit := marked.condition_at(place):
            before = marked.span(hit.first - 6, hit.first)
            led = WHO & set(before) and before[-1:] and before[-1] in LED_BY
            return [hit.value] if led or marked.word(hit.last) in WHO else []
        if marked.word(place) in {";", ".", ":"} or marked.product_at(place):
            break
    return []


def used_product(act: Act) -> list[Mention[Product]]:
    """ "No FDA-approved uses for X": X."""
    marked = act.marked
    if act.mode != "attribute" or marked.word(act.after) not in USES:
        return []
    if {"has", "have", "had", "lacks"} & set(act.chained) and (hit := marked.product_at(act.start - 1)):
        return [hit]  # "X has no approved uses"
    for place in range(act.after + 1, act.after + 5):
        if hit := marked.product_at(place):
            return [hit]
        if marked.word(place) not in {"for", "of", "the", "drug"}:
            return []
    return []


def effects_told(act: Act, target: Target) -> list[str]:
    """ "FDA-approved X reverses Y": what the product is said to do, right after its name."""
    marked = act.marked
    if act.mode != "attribute" or not target.products or set(marked.low) & UNSURE:
        return []
    verb = next((i for i in range(target.end, target.end + 3) if marked.word(i) in EFFECTS), 0)
    hits = [hit for i in range(verb + 1, verb + 4) if verb and (hit := marked.condition_at(i))]
    ends = hits and marked.word(hits[0].last) in ENDING
    return [hits[0].value] if ends else []


def shares_its_end(marked: Marked, place: int) -> bool:
    """ "Cleared or approved by the FDA for Y": the second word tells what both are for."""
    second = KINDS.get(marked.word(place + 2), ("", ""))
    return (
        marked.word(place + 1) in {"or", "nor"}
        and second[1] == "past"
        and place - 1 not in marked.agency_ends
    )
