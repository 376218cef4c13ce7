"""What of `config/` travels in the wheel."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_an_operators_own_configuration_stays_out_of_the_wheel() -> None:
    """Everything of `config/` is named one by one, so that `config/mailer.toml` with its passwords is never packed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"])
    ours = {f"config/{path.name}" for path in (ROOT / "config").iterdir() if path.name != "mailer.toml"}
    assert packed == ours | {"templates"}
