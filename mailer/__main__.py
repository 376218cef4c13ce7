"""`python -m mailer`: the same program as `mailer`."""


def main() -> None:
    """Run the program.

    Imported only here: the sandbox's children import this module again (multiprocessing's spawn) and need no commands.
    """
    from mailer.cli.program import main as run

    run()


if __name__ == "__main__":
    main()
