"""What an import did: counts and reasons, as a table for a terminal and as JSON for a program."""

import json
from collections import Counter
from dataclasses import dataclass, field

from articles.models import Outcome
from articles.reading.names import printable

# So many remarks on one file are kept in memory; the ledger in the archive has all of them.
MOST_REASONS = 10_000

COLUMNS = tuple(outcome.value for outcome in Outcome)


@dataclass(slots=True)
class FileReport:
    """One file: how many articles had which outcome, and why some were not simply new."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)
    known: str = ""
    more: int = 0

    def remark(self, reason: str) -> None:
        """Add why an article is not simply new; `more` counts those beyond MOST_REASONS."""
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(reason)
        else:
            self.more += 1

    @property
    def reasons_told(self) -> list[str]:
        """The reasons, and how many are left out."""
        left_out = f"and {self.more:,} more, which the ledger of the batch has"
        return [*self.reasons, left_out] if self.more else self.reasons

    @property
    def was_read(self) -> bool:
        """Whether everything in the file became an article or was one already."""
        return not self.outcomes[Outcome.REJECTED]


@dataclass(slots=True)
class ImportReport:
    """A whole import. `batch` is None where nothing was stored."""

    batch: int | None = None
    label: str = ""
    stored: bool = True
    files: list[FileReport] = field(default_factory=list)
    seconds: float = 0.0
    _by_name: dict[str, FileReport] = field(default_factory=dict)

    def file(self, name: str) -> FileReport:
        """The report of the file of that name, made if there is none."""
        if name not in self._by_name:
            self.add(FileReport(name))
        return self._by_name[name]

    def add(self, file: FileReport) -> None:
        """Add a file of which something is known already."""
        self.files.append(file)
        self._by_name[file.name] = file

    @property
    def outcomes(self) -> Counter[str]:
        """The outcomes over all files."""
        total: Counter[str] = Counter()
        for file in self.files:
            total.update(file.outcomes)
        return total

    @property
    def complete(self) -> bool:
        """Whether every file was read."""
        return all(file.was_read for file in self.files)

    def as_json(self) -> str:
        """The whole report as a JSON object."""
        value = {
            "batch": self.batch,
            "label": self.label,
            "stored": self.stored,
            "seconds": round(self.seconds, 3),
            "articles": self.outcomes.total(),
            "outcomes": _counts(self.outcomes),
            "files": [
                {
                    "name": file.name,
                    "outcomes": _counts(file.outcomes),
                    "reasons": file.reasons_told,
                    "known": file.known,
                }
                for file in self.files
            ],
        }
        return json.dumps(value, ensure_ascii=False, indent=1)

    def as_table(self, most: int = 25) -> str:
        """The report for a terminal: a row for each file that is not plainly new, then the totals."""
        known = sum(1 for file in self.files if file.known)
        worth_a_row = [file for file in self.files if file.reasons or file.known or len(self.files) <= most]
        width = min(60, max([len(file.name) for file in worth_a_row[:most]] + [len("all 00000 files")]))
        lines = [f"{'file':<{width}} " + " ".join(f"{name:>9}" for name in COLUMNS)]
        for file in worth_a_row[:most]:
            name = printable(file.name)
            name = name if len(name) <= width else "…" + name[1 - width :]
            lines.append(f"{name:<{width}} " + " ".join(f"{file.outcomes[key]:>9}" for key in COLUMNS))
            lines += [
                f"    {printable(reason)}" for reason in ([file.known] if file.known else file.reasons[:5])
            ]
            if len(file.reasons) > 5:
                told = f"the first {MOST_REASONS:,}" if file.more else "them all"
                lines.append(
                    f"    and {len(file.reasons) + file.more - 5:,} more (--report FILE.json has {told})"
                )
        if len(worth_a_row) > most:
            lines.append(f"… and {len(worth_a_row) - most} more files with remarks (--report has them all)")
        total = self.outcomes
        lines.append(
            f"{f'all {len(self.files):,} files':<{width}} "
            + " ".join(f"{total[name]:>9}" for name in COLUMNS)
        )
        lines.append(self._closing(known))
        return "\n".join(lines)

    def _closing(self, known: int) -> str:
        count = self.outcomes.total()
        rate = f", {count / self.seconds:,.0f} articles a second" if self.seconds > 1 else ""
        spent = f"{count:,} articles in {self.seconds:.1f} s{rate}."
        if not self.stored:
            return f"{spent} Nothing was stored: this was a dry run."
        if self.batch is None:
            return f"{spent} Every file is in the archive already: nothing changed."
        also = f" {known:,} files were in the archive already." if known else ""
        return f"{spent} Stored as batch {self.batch}.{also}"


def _counts(outcomes: Counter[str]) -> dict[str, int]:
    return {name: outcomes[name] for name in COLUMNS}
