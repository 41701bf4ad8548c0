"""Files in, rows of their raw bytes out; and back."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, BinaryIO, cast

from django.db import connection, transaction

from articles.importing.inputs import InputFile
from articles.models import Batch, RawFile, SourceFile

CHUNK_BYTES = 4 * 1024 * 1024
IN_MEMORY = 16 * 1024 * 1024
ENTER = "COPY articles_rawchunk (raw_id, position, data) FROM STDIN (FORMAT binary)"


def sha256_of(data: bytes) -> str:
    """The SHA-256 of bytes at hand."""
    return hashlib.sha256(data).hexdigest()


def digest(stream: IO[bytes]) -> str:
    """The SHA-256 of all that the stream holds."""
    found = hashlib.sha256()
    for part in _parts(stream):
        found.update(part)
    return found.hexdigest()


def keep(batch: Batch, name: str, stream: IO[bytes], sha256: str) -> SourceFile:
    """Store a file of the batch with its bytes, in one transaction; bytes that are there are not repeated."""
    with transaction.atomic():
        raw = RawFile.objects.filter(sha256=sha256).first()
        if raw is None:
            raw = RawFile.objects.create(sha256=sha256, size=0)
            raw.size = _copy((raw.pk, position, part) for position, part in enumerate(_parts(stream)))
            raw.save(update_fields=["size"])
        return SourceFile.objects.create(batch=batch, raw=raw, name=name)


def keep_small(batch: Batch, files: Sequence[tuple[str, bytes]]) -> list[SourceFile]:
    """Store many small files of the batch, given with their bytes, at once; their rows, in order."""
    hashes = [sha256_of(data) for _, data in files]
    with transaction.atomic():
        have = set(RawFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        fresh = {sha256: data for sha256, (_, data) in zip(hashes, files, strict=True) if sha256 not in have}
        made = RawFile.objects.bulk_create(
            RawFile(sha256=sha256, size=len(data)) for sha256, data in fresh.items()
        )
        _copy((raw.pk, 0, fresh[raw.sha256]) for raw in made if raw.size)
        raws = {raw.sha256: raw for raw in RawFile.objects.filter(sha256__in=hashes)}
        return SourceFile.objects.bulk_create(
            SourceFile(batch=batch, raw=raws[sha256], name=name)
            for sha256, (name, _) in zip(hashes, files, strict=True)
        )


def as_input(file: SourceFile) -> InputFile:
    """The stored file as one to read."""
    return InputFile(file.name, lambda: restored(file.raw), file.raw.size)


def restored(raw: RawFile) -> BinaryIO:
    """The bytes as a stream that can be wound back: in memory if small, else in a temporary file."""
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the reader closes it)
    for part in raw.chunks():
        stream.write(part)
    stream.seek(0)
    return cast(BinaryIO, stream)


@transaction.atomic
def throw_away(batch: Batch) -> None:
    """Delete a batch that never became part of the archive, its ledger, its files and its own bytes."""
    raws = list(batch.files.values_list("raw", flat=True))
    batch.delete()
    RawFile.objects.filter(pk__in=raws, names=None).delete()


def _copy(rows: Iterable[tuple[int, int, bytes]]) -> int:
    """Write chunks (raw file, position, bytes) as they are, which INSERT would spell out; bytes in all."""
    size = 0
    with connection.cursor() as cursor, cursor.copy(ENTER) as copy:
        copy.set_types(["int8", "int4", "bytea"])
        for row in rows:
            copy.write_row(row)
            size += len(row[2])
    return size


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    while part := stream.read(CHUNK_BYTES):
        yield part
