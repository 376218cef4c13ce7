"""`python -m mailer`: the same program as `mailer`."""

from mailer.start import nothing_collected


def main() -> None:
    """Run the program."""
    with nothing_collected():
        from mailer.cli.program import main as run

    run()


if __name__ == "__main__":
    main()
