"""Brings the mails' catalogs up to date with the templates: new sentences in, old ones out, the rest kept.

Example: .venv/bin/python bench/translations.py          says what is missing in which language
         .venv/bin/python bench/translations.py --write  writes templates/_languages/*.po
"""

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"

"""
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}


def sentences() -> Catalog:
    """Every sentence of the templates, in the order in which people meet them."""
    found = Catalog(project="integration-mailer", charset="utf-8")
    for path in sorted(TEMPLATES.rglob("*")):
        if path.suffix in (".txt", ".html"):
            for _, function, message, _ in babel_extract(
                BytesIO(path.read_bytes()), ("_", "ngettext"), [], OPTIONS
            ):
                parts = message if isinstance(message, tuple) else (message,)
                texts = tuple(part for part in parts if part)
                found.add(texts if function == "ngettext" else texts[0])
    return found


def updated(path: Path) -> Catalog:
    """The catalog in `path` with the sentences that the templates have now."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem)
    catalog.update(sentences(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def write(path: Path, catalog: Catalog) -> None:
    """Write `catalog` with a header of three lines: what Babel adds to it changes with every run."""
    sentences = BytesIO()
    write_po(sentences, catalog, width=110, no_location=True, omit_header=True)
    head = HEADER.format(language=path.stem, plural=catalog.plural_forms)
    path.write_text(head + sentences.getvalue().decode(), encoding="utf-8")


def missing(catalog: Catalog) -> list[str]:
    """What has no translation yet."""
    return [str(one.id) for one in catalog if one.id and not all(_strings(one.string))]


def _strings(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (str(string or ""),)


def main() -> int:
    """Say what is missing (exit code 1 if anything is), and write the files when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    writing = parser.parse_args().write
    untold = 0
    for path in sorted((TEMPLATES / "_languages").glob("*.po")):
        catalog = updated(path)
        gaps = missing(catalog)
        untold += len(gaps)
        sys.stdout.write(f"{path.stem}: {len(catalog)} sentences, {len(gaps)} missing\n")
        sys.stdout.writelines(f"  {one}\n" for one in gaps)
        if writing:
            write(path, catalog)
    return 1 if untold else 0


if __name__ == "__main__":
    raise SystemExit(main())
