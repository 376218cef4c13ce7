"""The worlds of the stories, for attackers."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "story"))
