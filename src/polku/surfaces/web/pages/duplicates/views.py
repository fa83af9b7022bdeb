from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from polku.identity.models import Review
from polku.identity.suggest import asking
from polku.intake import acts
from polku.privacy import looks
from polku.surfaces.web.frame import render
from polku.surfaces.web.gate import may, person_of
from polku.surfaces.web.pages.duplicates import choose, looking, questions
from polku.surfaces.web.paging import page_of
from polku.surfaces.web.undo import done
from polku.workspace.models import Role


@may(Role.MANAGES)
def duplicates(request: HttpRequest) -> HttpResponse:
    """The questions that wait, the likeliest first, each with both sides' facts and the reason."""
    chosen = choose.chosen(request.GET)
    page = page_of(request, choose.rows(chosen), choose.PAGE_SIZE)
    asked = [questions.question(review) for review in page]
    for customer_id in {side.customer_id for question in asked for side in question.sides}:
        looks.record(person_of(request), customer_id, "web:duplicates")
    context = {
        "page": page,
        "questions": asked,
        "chosen": chosen,
        "states": choose.STATES,
        "reasons": choose.REASONS,
        "look": looking.look(),
    }
    return render(request, "duplicates/duplicates.html", context)


@never_cache
@may(Role.MANAGES)
def look(request: HttpRequest) -> HttpResponse:
    """Asks the worker to compare everybody; as a fragment, how far that is."""
    if request.method == "POST":
        asking.ask()
        return redirect("duplicates")
    return render(request, "duplicates/look.html", {"look": looking.look(), "ended": True})


@require_POST
@may(Role.MANAGES)
def answer(request: HttpRequest, review_id: int) -> HttpResponse:
    """Records the answer; the worker applies it, and a rebuild will again."""
    review = get_object_or_404(Review.objects.select_related("low", "high"), pk=review_id)
    kind = request.POST.get("answer", "")
    if kind not in choose.ANSWERS:
        return redirect("duplicates")
    acts.answer(review, kind, str(person_of(request)), request.POST.get("evidence", "")[:500])
    done(request, str(choose.ANSWERS[kind]), reverse("duplicates-take-back", args=[review_id]))
    return redirect("duplicates")


@require_POST
@may(Role.MANAGES)
def take_back(request: HttpRequest, review_id: int) -> HttpResponse:
    """Unsays the answer: the question waits again, and who was joined parts in a moment."""
    review = get_object_or_404(Review.objects.select_related("low", "high"), pk=review_id)
    if review.answer:
        acts.take_back_answer(review, str(person_of(request)))
        done(request, _("Undone: the question waits again."))
    return redirect("duplicates")
