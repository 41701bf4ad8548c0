"""Files given at the desk → a batch of their bytes, which is then read."""

from collections.abc import Sequence
from typing import IO, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from articles.desk.page import page
from articles.importing import jobs
from articles.importing.material import digest, keep
from articles.importing.names import find_source
from articles.models import Batch
from articles.reading.names import DistinctNames, safe_name


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several uploaded files; cleaned to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given if one]


class UploadForm(forms.Form):
    """What an admin gives for a new batch."""

    files = ManyFilesField(  # type: ignore[assignment]
        required=False,
        label="Files",
        help_text="Texts, pages, tables, JSON, feeds, web archives, mail, or a zip or tar.gz of them.",
        allow_empty_file=True,
    )
    folder = ManyFilesField(
        required=False,
        label="Or a whole folder",
        help_text="With all that is in it; hidden files are passed over.",
        allow_empty_file=True,
        widget=ManyFilesInput(attrs={"webkitdirectory": True}),
    )
    label = forms.CharField(
        required=False, max_length=200, help_text="What this batch is, in your words, to find it again."
    )
    source = forms.CharField(
        required=False, max_length=200, help_text="For articles that do not name their source themselves."
    )

    def clean(self) -> dict[str, Any]:
        """The files of both fields, each with its name: of a folder with the path within it."""
        data = super().clean() or {}
        given = [(each.name or "", each) for each in data.get("files", [])]
        paths = self.data.getlist("path") if isinstance(self.data, QueryDict) else []
        given += _of_folder(data.get("folder", []), paths)
        if not given and not self.errors:
            raise forms.ValidationError("Choose at least one file, or a folder with files in it.")
        return {**data, "given": given}


def upload(request: HttpRequest) -> HttpResponse:
    """The form for a new batch; uploading keeps the bytes and starts reading."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"].strip()
        batch = Batch.objects.create(
            label=form.cleaned_data["label"].strip(),
            source=find_source(source) if source else None,
            created_by=request.user if request.user.is_authenticated else None,
        )
        _keep_all(batch, form.cleaned_data["given"])
        jobs.start(batch)
        return redirect("admin:desk", pk=batch.pk)
    recent = Batch.objects.select_related("source", "created_by")[:10]
    return page(request, "desk/upload.html", "Import a batch", form=form, recent=recent)


def _keep_all(batch: Batch, given: "Sequence[tuple[str, UploadedFile[Any]]]") -> None:
    names = DistinctNames()
    for number, (path, file) in enumerate(given, 1):
        name = names.take(safe_name(path) or f"file {number}")
        stream: IO[bytes] = file.file  # type: ignore[assignment]
        sha256 = digest(stream)
        stream.seek(0)
        keep(batch, name, stream, sha256)


def _of_folder(
    files: "Sequence[UploadedFile[Any]]", paths: Sequence[str]
) -> "list[tuple[str, UploadedFile[Any]]]":
    """The files of a folder with their paths, as far as the browser's script told them; no hidden ones."""
    named = paths if len(paths) == len(files) else [each.name or "" for each in files]
    given = ((path, file) for path, file in zip(named, files, strict=True) if not _hidden(path))
    # In the order of a walk: a browser has any, and the first of two same texts becomes the article.
    return sorted(given, key=lambda each: each[0])


def _hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))
