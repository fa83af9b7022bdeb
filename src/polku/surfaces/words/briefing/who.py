"""Who they are to us, in sentences."""

from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from polku.lenses.customer.briefing import said
from polku.surfaces.words.amounts import money_words
from polku.surfaces.words.briefing.composing import list_words, sentences, with_quote
from polku.surfaces.words.moments import date_words


def nothing(point: said.Nothing, now: int) -> str:
    return _("Nothing is known yet: no encounter has been recorded.")


def only_visits(point: said.OnlyVisits, now: int) -> str:
    return sentences(
        _("Only visits so far, the last on %(date)s; we have not spoken yet")
        % {"date": date_words(point.last_at, now)}
    )


def customer_since(point: said.CustomerSince, now: int) -> str:
    orders = ngettext("%(n)d order", "%(n)d orders", point.orders) % {"n": point.orders}
    parts = [orders, money_words(point.amount, point.currency) if point.amount is not None else ""]
    if point.latest and point.orders > 1:
        told = {"date": date_words(point.latest_at, now), "what": point.latest}
        parts.append(_("the latest on %(date)s: %(what)s") % told)
    else:
        parts.append(point.latest)
    told = {"date": date_words(point.since, now), "bought": ", ".join(part for part in parts if part)}
    return sentences(_("Customer since %(date)s: %(bought)s") % told)


def not_yet(point: said.NotYet, now: int) -> str:
    told = {"date": date_words(point.since, now)}
    if point.for_organisation:
        return sentences(_("In touch since %(date)s") % told)
    return sentences(_("Not a customer yet: in touch since %(date)s") % told)


def left_us(point: said.LeftUs, now: int) -> str:
    return sentences(with_quote(_("Left us on %(date)s") % {"date": date_words(point.at, now)}, point.quote))


def people(point: said.People, now: int) -> str:
    return sentences(_("Whom we know there: %(names)s") % {"names": list_words(point.names, point.more)})


def belongs_to(point: said.BelongsTo, now: int) -> str:
    others = _("Others there: %(names)s") % {"names": list_words(point.others)} if point.others else ""
    organisation = point.organisation or _("Unnamed organisation")
    return sentences(_("Belongs to: %(organisation)s") % {"organisation": organisation}, others)


def shares(point: said.Shares, now: int) -> str:
    told = {"names": list_words(point.names)}
    return sentences(
        ngettext(
            "The same address or number is also used by: %(names)s",
            "The same address or number is also used by: %(names)s",
            len(point.names),
        )
        % told
    )


def speaks(point: said.Speaks, now: int) -> str:
    try:
        language = get_language_info(point.language)["name_translated"]
    except KeyError:
        language = point.language
    named = language if (get_language() or "en").startswith("en") else language.lower()
    return sentences(_("Language to use: %(language)s") % {"language": named})


def meets(point: said.Meets, now: int) -> str:
    told = {
        "actor": point.actor,
        "date": date_words(point.since, now),
        "met": point.met,
        "among": point.among,
    }
    return sentences(
        _("Contact person: %(actor)s, since %(date)s (%(met)d of the last %(among)d encounters)") % told
    )


def meets_many(point: said.MeetsMany, now: int) -> str:
    told = {"people": point.people, "among": point.among}
    return sentences(_("No regular contact person: %(people)d of us in the last %(among)d encounters") % told)


def meets_another(point: said.MeetsAnother, now: int) -> str:
    told = {"actor": point.actor, "before": point.before, "date": date_words(point.since, now)}
    return sentences(_("The contact person changed on %(date)s: before %(before)s, now %(actor)s") % told)
