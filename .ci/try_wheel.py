"""Runs an installed `mailer run --demo` away from the checkout, writes it a mail and waits for the acknowledgement.

Usage: try_wheel.py MAILER FOLDER
"""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

PATIENCE = 90.0
SENDER = "tamsin@quarry.example"


def main(mailer: Path, folder: Path) -> int:
    """Exit code 0 when the demo started, answered, and stopped cleanly."""
    folder.mkdir()
    smtp, lmtp = free_port(), free_port()
    ports = {"MAILER_LISTEN__SMTP_PORT": str(smtp), "MAILER_LISTEN__LMTP_PORT": str(lmtp)}
    with (folder / "said").open("wb") as said:
        demo = subprocess.Popen(
            [mailer, "run", "--demo"],
            cwd=folder,
            stdout=said,
            stderr=said,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **ports},
        )
    try:
        until(lambda: "Ctrl-C" in (folder / "said").read_text(), demo, "it invites mail")
        send(smtp)
        until(lambda: bool(answers(folder)), demo, "the acknowledgement is there")
    except RuntimeError as trouble:
        demo.kill()
        demo.wait()
        print((folder / "said").read_text()[-3000:], trouble, sep="\n")
        return 1
    print(f"To: {SENDER}\nSubject: {answers(folder)[0]['Subject']}")
    began = time.monotonic()
    demo.send_signal(signal.SIGINT)
    time.sleep(0.2)
    demo.send_signal(signal.SIGINT)  # impatience changes nothing
    code = demo.wait(30)
    took = time.monotonic() - began
    print(f"stopped with exit code {code} after {took:.1f} s")
    return 0 if code == 0 and took < 10 else 1


def send(port: int) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = SENDER, "integrations@localhost"
    mail["Subject"] = "Please connect Snowflake"
    mail["Message-ID"] = "<wheel@quarry.example>"
    mail.set_content("We would like to load our tables into Snowflake every night. They have a REST API.\n")
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        client.send_message(mail)


def answers(folder: Path) -> list[EmailMessage]:
    files = (folder / "var" / "outbox" / "new").glob("*.eml")
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
    return [mail for mail in mails if mail["In-Reply-To"] == "<wheel@quarry.example>"]


def until(true: Callable[[], bool], demo: "subprocess.Popen[bytes]", what: str) -> None:
    """Return once it is true. Raises RuntimeError when the demo ended or patience did."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        if demo.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the demo did not get as far as: {what}")
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), Path(sys.argv[2])))
