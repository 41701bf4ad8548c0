"""The links of one article: what is wrong with one of them, and which is missing."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.correcting.answers import author, done, page
from articles.correcting.forms import AddForm, WrongForm, stored
from articles.importing import corrections
from articles.importing.concerned import count_of_form
from articles.importing.decisions import BY_HAND, folded
from articles.models import Article, ArticleCountry, ArticlePerson, Correction, Country, Person


@dataclass(frozen=True, slots=True)
class Form:
    """Words by which an article is linked with something, and how many articles are."""

    text: str
    articles: int


def links(request: HttpRequest, pk: int) -> HttpResponse:
    """All links of an article, each with a way to correct it, and a form for one that is missing."""
    article = get_object_or_404(Article.objects.select_related("source"), pk=pk)
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = done(request, lambda: _add(request, article, form))
        if answer is not None:
            return answer
    return page(
        request,
        "correcting/article.html",
        f"Links of “{article}”",
        article=article,
        people=article.person_links.select_related("person").order_by("-mentions", "pk"),
        countries=article.country_links.select_related("country").order_by("-mentions", "pk"),
        form=form,
        history=Correction.objects.filter(article=article.identity),
    )


def wrong_person(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """What is wrong with a link to a person."""
    link = ArticlePerson.objects.select_related("article", "person").filter(article=pk, person=key).first()
    return _wrong(request, pk, link, link.person if link else get_object_or_404(Person, pk=key))


def wrong_country(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """What is wrong with a link to a country."""
    link = ArticleCountry.objects.select_related("article", "country").filter(article=pk, country=key).first()
    return _wrong(request, pk, link, link.country if link else get_object_or_404(Country, pk=key))


def _wrong(
    request: HttpRequest, pk: int, link: ArticlePerson | ArticleCountry | None, thing: Person | Country
) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form = WrongForm(request.POST or None, initial={"choice": "reject"})
    if request.method == "POST" and form.is_valid():
        answer = done(request, lambda: _correct(request, article, thing, form))
        return answer or redirect("admin:correct_article", pk)
    return page(
        request,
        "correcting/wrong.html",
        f"Is {thing} wrong in “{article}”?",
        article=article,
        thing=thing,
        link=link,
        is_person=isinstance(thing, Person),
        forms=_forms(link, thing),
        form=form,
        chosen=form["choice"].value(),
    )


def _forms(link: ArticlePerson | ArticleCountry | None, thing: Person | Country) -> list[Form]:
    """The different words by which the article is linked, with how many articles are linked by them."""
    mentions = link.evidence if link else []
    words = {folded(each["text"]): each["text"] for each in mentions if each["rule"] != BY_HAND}
    return [Form(text, count_of_form(thing, text)) for text in words.values()]


def _correct(request: HttpRequest, article: Article, thing: Person | Country, form: WrongForm) -> Correction:
    by = author(request, form.cleaned_data["why"])
    verb, _, words = form.cleaned_data["choice"].partition(" ")
    if verb == "never":
        return corrections.reject_form(thing, words, by)
    if verb not in ("move", "means"):
        return corrections.reject(article, thing, by)
    given = form.cleaned_data["person"]
    to: Person | Country = stored(given) if given else form.cleaned_data["country"]
    if verb == "means":
        return corrections.move_form(thing, words, to, by)
    return corrections.move(article, thing, to, by)


def _add(request: HttpRequest, article: Article, form: AddForm) -> Correction:
    data = form.cleaned_data
    thing: Person | Country = stored(data["person"]) if data["person"] else data["country"]
    return corrections.add(article, thing, author(request, data["why"]), words=data["words"])
