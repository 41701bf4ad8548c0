"""What an admin gives when correcting: whom, which, and why."""

import re
from typing import Any

from django import forms

from articles.importing.corrections import new_person
from articles.models import Country, Office, Person
from articles.models.knowledge import person_slug
from articles.search.names import find_leaders

LEADER_ADDRESS = re.compile(r"(?:.*/leaders/)?([-\w]+)/?")
MOST_NAMED = 5


class WhyForm(forms.Form):
    """Why."""

    why = forms.CharField(
        max_length=500, label="Why", error_messages={"required": "Say why, for those who come after you."}
    )


class WhoForm(forms.Form):
    """A person: of the archive, by name or address, or a new one."""

    who = forms.CharField(
        required=False,
        max_length=300,
        label="Who",
        help_text="The name, or the address of the person’s page.",
    )
    new = forms.BooleanField(
        required=False,
        label="Someone whom the archive does not know yet",
        help_text="Also where it knows somebody else of that name.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["person"] = None
        if data.get("who", "").strip():
            data["person"] = self._new(data["who"]) if data.get("new") else self._known(data["who"])
        return data

    def _new(self, name: str) -> Person | None:
        """A person that is not stored yet."""
        name = " ".join(name.split())
        if not person_slug(name):
            self.add_error("who", "Write the name of a person.")
            return None
        return Person(name=name[:200])

    def _known(self, text: str) -> Person | None:
        text = text.strip()
        match = LEADER_ADDRESS.fullmatch(text.split("?")[0])
        if match is not None:
            row = Person.objects.select_related("merged_into").filter(slug=match[1]).first()
            if row is not None:
                return row.whole
        found = find_leaders(text)
        if len(found) == 1:
            return Person.objects.get(pk=found[0].key)
        if found:
            names = ", ".join(f"{choice.label} ({choice.value})" for choice in found[:MOST_NAMED])
            self.add_error("who", f"Several people are called so: {names}. Give the word in brackets.")
        else:
            self.add_error(
                "who", "The archive knows nobody of that name. Tick the box below if that is right."
            )
        return None


def stored(person: Person) -> Person:
    """The person, made if it is a new one."""
    return person if person.pk else new_person(person.name)


class AddForm(WhoForm, WhyForm):
    """A link to add: a person or a country."""

    country = forms.ModelChoiceField(Country.objects.all(), required=False, empty_label="none")
    words = forms.CharField(
        required=False,
        max_length=200,
        label="Words in the text that name it",
        help_text="They are marked wherever they stand in this article. Empty: no words name it.",
    )
    field_order = ("who", "new", "country", "words", "why")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and bool(data.get("person")) == bool(data.get("country")):
            raise forms.ValidationError("Give a person or a country, one of the two.")
        return data


class WrongForm(WhoForm, WhyForm):
    """What is wrong with a link: `choice` is "reject", "move", "never FORM" or "means FORM"."""

    choice = forms.CharField(error_messages={"required": "Choose what is wrong."})
    country = forms.ModelChoiceField(Country.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        needs = data.get("choice", "").split(" ")[0] in ("move", "means")
        if needs and not self.errors and not (data.get("person") or data.get("country")):
            self.add_error("who", "Say what it is instead.")
        return data


class NameForm(WhyForm):
    """Another way to write a name."""

    text = forms.CharField(max_length=200, label="Name", error_messages={"required": "Write the name."})

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A term of office, and why it is so."""

    why = WhyForm.base_fields["why"]

    class Meta:
        model = Office
        fields = ("title", "country", "kind", "start", "end")
