"""Where the tests find copies of the source documents."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def texts_folder() -> Path | None:
    """Return the folder with copies of the documents: $CASEDATA_TEXTS, seeds/texts/, ../shared/seeds, or None."""
    named = os.environ.get("CASEDATA_TEXTS")
    candidates = [Path(named)] if named else []
    candidates += [ROOT / "seeds" / "texts", ROOT.parent / "shared" / "seeds"]
    return next((folder for folder in candidates if folder.is_dir() and any(folder.glob("*.txt"))), None)


needs_texts = pytest.mark.skipif(
    texts_folder() is None,
    reason="no copies of the documents; put them in seeds/texts/ or name their folder in CASEDATA_TEXTS",
)
