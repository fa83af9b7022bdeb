from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from polku.lenses.catalog import MEASURES
from polku.lenses.measure import Measure
from polku.surfaces.answer_csv import answer_csv
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may
from polku.surfaces.web.pages.measures.asking import TOP, asked_of
from polku.surfaces.web.pages.measures.explained import explained
from polku.surfaces.web.pages.measures.table import table_of
from polku.surfaces.web.paging import page_of
from polku.surfaces.words.measures import heading_words, question_words, unit_words
from polku.workspace.models import Role

ROWS = 200  # on one page
_SHORTLY = ("fi", "sv")  # where a short explanation stands before the English one


@may(Role.MANAGES)
def measures(request: HttpRequest) -> HttpResponse:
    """What can be asked, each with its question and unit."""
    lines = [
        {"name": one.name, "question": question_words(one), "unit": unit_words(one.unit)}
        for one in MEASURES.values()
    ]
    return render(request, "measures/measures.html", {"lines": lines})


@may(Role.MANAGES)
def measure(request: HttpRequest, name: str) -> HttpResponse:
    """One measure's answer, or why there is none."""
    found = _named(name)
    told = asked_of(request, found)
    table = table_of(found, told.answer, told.earlier, told.question.query) if told.answer else None
    language = (get_language() or "")[:2]
    context = {
        "measure": found,
        "title": question_words(found),
        "unit": unit_words(found.unit),
        "told": told,
        "question": told.question,
        "table": table,
        "page": page_of(request, table.rows, ROWS) if table else None,
        "api": f"{told.question.query}&top={TOP}".lstrip("&"),
        "told_shortly": explained(name, language) if language in _SHORTLY else [],
        "explained": explained(name),
        "columns": [(heading_words(column, name), text) for column, text in found.columns.items()],
    }
    return render(request, "measures/measure.html", context, told.status)


@may(Role.MANAGES)
def measure_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The rows for a spreadsheet; what can't be answered is a sentence, not an empty file."""
    found = _named(name)
    told = asked_of(request, found, however_long=True)
    if told.answer is None:
        return HttpResponse(told.error, content_type="text/plain; charset=utf-8", status=told.status)
    response = HttpResponse(answer_csv(told.answer), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _named(name: str) -> Measure:
    if name not in MEASURES:
        raise Http404
    return MEASURES[name]
