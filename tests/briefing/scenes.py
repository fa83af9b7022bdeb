"""The scenes of the golden briefings: the cast at moments of their stories, and a few lives beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from polku.identity.models import Claim, Identifier, Membership, Trait
from polku.lenses.customer.tests.told import at, customer, did
from polku.lenses.customer.tests.told import tell as lay_down
from tests.people import AINO, CUSTOMERS, ELIAS, KERTTU, ONNI, SAARA, VEIKKO, Customer
from tests.story import moment, read, tell


@dataclass(frozen=True)
class Scene:
    """A customer whose briefing is asked for at a moment; `prepare` returns whose it is."""

    name: str
    now: int
    prepare: Callable[[], int]


def scenes() -> list[Scene]:
    """Every scene that has a golden file."""
    cast = [
        ("aino-two-weeks-later", AINO, ("mon+3", "12:00")),
        ("aino-on-the-day-of-the-installation", AINO, ("fri", "09:00")),
        ("kerttu-while-she-waits", KERTTU, ("fri", "09:30")),
        ("kerttu-two-weeks-later", KERTTU, ("mon+3", "12:00")),
        ("onni-in-his-silence", ONNI, ("mon+5", "12:00")),
        ("saara-and-the-wrong-filter", SAARA, ("thu", "12:00")),
        ("veikko-who-wants-to-be-forgotten", VEIKKO, ("wed", "12:00")),
        ("elias-before-the-answer", ELIAS, ("2026-03-29", "01:30+01:00")),
        ("elias-a-week-later", ELIAS, ("mon+5", "12:00")),
    ]
    lived = [Scene(name, moment(*when), _cast(one, moment(*when))) for name, one, when in cast]
    others = [
        ("nobody-yet", "2026-11-20 12:00", nobody_yet),
        ("a-visitor", "2026-11-20 12:00", a_visitor),
        ("an-organisation", "2026-11-20 12:00", an_organisation),
        ("one-of-an-organisation", "2026-11-20 12:00", one_of_an_organisation),
        ("a-family-that-shares-an-address", "2026-11-20 12:00", a_family),
        ("told-before-asking", "2026-11-20 12:00", told_before_asking),
        ("silent-after-ten-out-of-ten", "2026-11-20 12:00", silent_after_ten),
        ("busy", "2026-11-20 12:00", busy),
    ]
    return lived + [Scene(name, at(when), prepare) for name, when, prepare in others]


def _cast(one: Customer, now: int) -> Callable[[], int]:
    """The customer's story as far as it has come, with the rest of the cast's around it."""

    def prepare() -> int:
        for each in CUSTOMERS:
            lines = [
                line for line in each.story.splitlines() if line.strip() and not line.strip().startswith("#")
            ]
            told = [line for line in lines if read(line)[0].occurred_at <= now]
            tell("\n".join(told))
        return Identifier.objects.get(namespace="name", value=one.slug).customer_id

    return prepare


def nobody_yet() -> int:
    """An account that was made, and nothing else."""
    return customer("Hilla Uusi")


def a_visitor() -> int:
    person = customer("")
    lay_down(person, did("2026-11-18 20:00", "visited", channel="web", subject="Heat pumps"))
    return person


def an_organisation() -> int:
    """A housing company and three of its people."""
    firm = customer("Koivukuja 3", entity="organisation")
    eino, siiri, lempi = customer("Eino Salmi"), customer("Siiri Ranta"), customer("Lempi Heikkinen")
    for person in (eino, siiri, lempi):
        Membership.objects.create(person_id=person, organisation_id=firm, first_at=0, last_at=0)
    lay_down(
        firm,
        did(
            "2026-02-02 09:00", "ordered", about="T-1", subject="Ground heat", amount=1890000, currency="EUR"
        ),
        did(
            "2026-02-02 09:05", "promised", about="T-1", subject="Ground heat", due_at=at("2026-11-24 14:00")
        ),
    )
    lay_down(
        eino,
        did(
            "2026-11-19 09:00", "asked", "customer", channel="mail", thread="e", text="Who restores the yard?"
        ),
    )
    lay_down(
        siiri,
        did("2026-11-10 09:00", "complained", thread="s", text="The drilling began at six in the morning."),
        did("2026-11-10 15:00", "fixed", thread="s", text="Drilling starts at eight from now on."),
    )
    lay_down(
        lempi, did("2026-11-12 18:00", "rated", rating=8, rating_low=0, rating_high=10, text="Good people")
    )
    return firm


def one_of_an_organisation() -> int:
    """What the neighbours said is not Lempi's briefing."""
    an_organisation()
    return Identifier.objects.get(value="Lempi Heikkinen").customer_id


def a_family() -> int:
    """Two people behind one mailbox; Timo's words are his own."""
    saara = customer("Saara Koski", ("account", "1", "unique"), ("email", "koski@posti.example", "shareable"))
    timo = customer("Timo Koski", ("account", "2", "unique"))
    mailbox = Identifier.objects.get(namespace="email")
    Claim.objects.create(low_id=mailbox.pk, high_id=timo, first_at=0, event_id=1)
    lay_down(saara, did("2026-10-01 09:00", "ordered", subject="Filter", amount=4900, currency="EUR"))
    lay_down(timo, did("2026-11-19 09:00", "complained", text="My own business"))
    return saara


def told_before_asking() -> int:
    """The happy course of a mishap; and what we know already, so that nobody asks."""
    person = customer("Lumi Lahti")
    mikko = {"actor": "Mikko Lampi"}
    lay_down(
        person,
        did("2026-10-20 09:00", "asked", "us", thread="v", text="How large is the house?", **mikko),
        did("2026-10-20 15:00", "answered", "customer", thread="v", text="140 square metres, from 1978"),
        did("2026-10-21 09:00", "met", "us", touchpoint="sales-visit", **mikko),
        did(
            "2026-10-22 09:00", "ordered", about="T-2", subject="Air heat pump", amount=249000, currency="EUR"
        ),
        did(
            "2026-10-22 09:01",
            "promised",
            about="T-2",
            subject="Installation",
            due_at=at("2026-11-24 13:00"),
            **mikko,
        ),
        did("2026-11-16 09:00", "informed", about="T-2", due_at=at("2026-12-02 13:00"), **mikko),
        did(
            "2026-11-16 12:00",
            "thanked",
            "customer",
            thread="n",
            text="Thank you for telling me in good time, Mikko!",
        ),
    )
    for name, value in (
        ("house_size", "140"),
        ("heating", '"oil"'),
        ("language", '"sv"'),
        ("city", '"Espoo"'),
    ):
        Trait.objects.create(
            identifier_id=person, name=name, value=value, occurred_at=at("2026-10-20 15:00"), event_id=9
        )
    return person


def silent_after_ten() -> int:
    """In touch every month or so, content, and then no more."""
    person = customer("Pihla Moilanen")
    lay_down(
        person,
        did("2025-12-01 09:00", "ordered", subject="Heat pump", amount=890000, currency="EUR"),
        *(
            did(
                f"2026-{month:02}-03 09:00",
                "asked",
                "customer",
                thread=f"q{month}",
                text="Is this noise usual?",
            )
            for month in (1, 2, 3, 4)
        ),
        *(
            did(f"2026-{month:02}-03 11:00", "answered", "us", thread=f"q{month}", actor="Noora Suo")
            for month in (1, 2, 3, 4)
        ),
        did(
            "2026-04-04 09:00",
            "rated",
            rating=10,
            rating_low=0,
            rating_high=10,
            text="Always a quick answer.",
        ),
    )
    return person


def busy() -> int:
    """More than seven things to say: the weightiest stand, the rest is named with why not."""
    person = customer("Kaisa Kiire")
    lay_down(person, *_busy_summer(), *_busy_autumn())
    Trait.objects.create(identifier_id=person, name="heating", value='"oil"', occurred_at=5, event_id=9)
    return person


def _busy_summer() -> list[Any]:
    sari, mikko = {"actor": "Sari Lehto"}, {"actor": "Mikko Lampi"}
    return [
        did("2026-05-04 09:00", "met", "us", touchpoint="sales-visit", **mikko),
        did("2026-05-06 09:00", "met", "us", touchpoint="sales-call", **mikko),
        did("2026-05-08 09:00", "ordered", about="A", subject="Ground heat", amount=1890000, currency="EUR"),
        did("2026-05-08 09:05", "promised", about="A", subject="Installation", due_at=at("2026-06-15 12:00"), **mikko),
        did("2026-06-20 12:00", "delivered", about="A", touchpoint="installation"),
        did("2026-06-20 12:05", "delighted", touchpoint="installation", text="carried the old boiler to the recycling", **sari),
        did("2026-06-21 18:00", "rated", rating=2, rating_low=0, rating_high=10, text="Five days late, and Mikko did not call"),
        did("2026-07-01 09:00", "asked", "customer", thread="s1", text="What do the numbers mean?"),
        did("2026-07-01 10:00", "answered", "us", thread="s1", **sari),
        did("2026-08-01 09:00", "asked", "customer", thread="s2", text="How is the filter changed?"),
        did("2026-08-01 11:00", "answered", "us", thread="s2", **sari),
        did("2026-09-01 09:00", "asked", "customer", thread="s3", text="May I turn it off in summer?"),
        did("2026-09-01 11:00", "answered", "us", thread="s3", **sari),
        did("2026-09-05 09:00", "referred", text="The neighbour wants one too"),
    ]  # fmt: skip


def _busy_autumn() -> list[Any]:
    sari = {"actor": "Sari Lehto"}
    return [
        did("2026-10-01 09:00", "complained", thread="c1", about="A", text="The pump hums at night"),
        did("2026-10-03 09:00", "fixed", thread="c1", about="A", **sari),
        did("2026-10-10 09:00", "rated", rating=9, rating_low=0, rating_high=10, text="Well mended"),
        did("2026-11-01 09:00", "promised", about="B", subject="Yearly service", due_at=at("2026-11-18 12:00"), **sari),
        did("2026-11-02 09:00", "promised", about="C", subject="New filter", due_at=at("2026-11-20 15:00"), **sari),
        did("2026-11-10 09:00", "asked", "customer", thread="s4", about="A", subject="Hum", text="It hums again. Who looks at it?"),
        did("2026-11-12 09:00", "asked", "customer", thread="s5", about="A", subject="Hum", text="It still hums, is anybody there?"),
        did("2026-11-14 09:00", "complained", thread="c2", about="A", text="Nobody has come to look at the hum"),
        did("2026-11-14 12:00", "answered", "us", thread="c2", about="A", **sari),
        did("2026-11-19 09:00", "offered", about="D", subject="Quieter fan", amount=32000, currency="EUR", **sari),
    ]  # fmt: skip
