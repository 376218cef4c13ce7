"""`python -m mailer`: the same program as `mailer`."""

from mailer.cli.program import main

if __name__ == "__main__":
    main()
