"""Real servers on loopback for the tests: Dovecot, Postfix and PostgreSQL, each in a folder and on ports of its own.

`python -m tests.servers [--install]` says which are there. The servers need root, as in their packages; nothing they
do leaves 127.0.0.1, and they end with the block that started them, or with this process.
"""

import os
import random
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

DOMAIN = "y.test"
USERS = ("integrations", "alice", "bob")
PASSWORD = "secret"
UP_SECONDS = 20.0

CAPABILITIES = [
    "IMAP4rev1",
    "SASL-IR",
    "LOGIN-REFERRALS",
    "ID",
    "ENABLE",
    "IDLE",
    "LITERAL+",
    "SORT",
    "MULTIAPPEND",
    "UNSELECT",
    "CHILDREN",
    "NAMESPACE",
    "UIDPLUS",
    "LIST-EXTENDED",
    "CONDSTORE",
    "QRESYNC",
    "ESEARCH",
    "SEARCHRES",
    "WITHIN",
    "LIST-STATUS",
    "MOVE",
    "SPECIAL-USE",
]
"""What Dovecot is made to offer, when a test takes some of it away."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """One kind of server: how to see that it is there, and what apt calls it."""

    name: str
    program: str
    packages: tuple[str, ...]
    for_what: str

    @property
    def path(self) -> str | None:
        """Where the program is, or None."""
        places = (
            os.environ.get("PATH", ""),
            "/usr/sbin",
            *map(str, Path("/usr/lib/postgresql").glob("*/bin")),
        )
        return shutil.which(self.program, path=os.pathsep.join(places))


SERVERS = (
    Server(
        name="Dovecot",
        program="dovecot",
        packages=("dovecot-imapd", "dovecot-lmtpd"),
        for_what="the IMAP mailbox",
    ),
    Server(name="Postfix", program="postfix", packages=("postfix",), for_what="delivery by a real MTA"),
    Server(
        name="PostgreSQL",
        program="initdb",
        packages=("postgresql",),
        for_what="the database for several machines",
    ),
    Server(
        name="Chromium", program="chromium", packages=("chromium",), for_what="pictures of mails and pages"
    ),
    Server(name="swaks", program="swaks", packages=("swaks",), for_what="mails as a newcomer sends them"),
    Server(name="strace", program="strace", packages=("strace",), for_what="the order of fsync and IMAP"),
    Server(name="faketime", program="faketime", packages=("faketime",), for_what="days that pass in seconds"),
)


def server(name: str) -> Server:
    """The server of that name. Raises KeyError."""
    return {one.name: one for one in SERVERS}[name]


def missing(name: str) -> str:
    """Why tests against this server cannot run here, as one line; empty when they can."""
    wanted = server(name)
    if wanted.path is None:
        return f"{name} is not installed (MAILER_TEST_INSTALL=1 make test installs it)"
    needs_root = name in ("Dovecot", "Postfix")
    return f"{name} is there but has to be started as root" if needs_root and os.getuid() else ""


def install(wanted: list[Server]) -> None:
    """Install what is missing with apt, starting no service. Raises CalledProcessError."""
    packages = [package for one in wanted for package in one.packages]
    quiet = {**os.environ, "RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*apt, "update"], check=True, env=quiet)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], check=True, env=quiet)


def main(arguments: list[str]) -> int:
    """Print one line a server; with `--install` install what is missing first. Exit code 1 when that fails."""
    absent = [one for one in SERVERS if one.path is None]
    if absent and ("--install" in arguments or os.environ.get("MAILER_TEST_INSTALL") == "1"):
        print(f"Installing {', '.join(one.name for one in absent)} with apt ...", flush=True)
        try:
            install(absent)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"That did not work: {error}", file=sys.stderr)
            return 1
    for one in SERVERS:
        print(
            f"{one.name:<11} {one.path or 'not installed: tests that need it are skipped':<46} {one.for_what}"
        )
    return 0


_ports = iter(random.sample(range(20_000, 32_000), 12_000))


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses, none twice, and below those that the kernel hands out to others meanwhile."""
    for port in _ports:
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is free")


@contextmanager
def folder(parent: Path | None) -> Iterator[Path]:
    """A folder that a server's own users can reach; pytest's are closed to them."""
    if parent is not None:
        yield parent
        return
    made = Path(tempfile.mkdtemp(prefix="mailer-server-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@dataclass(kw_only=True)
class Running:
    """A server's process group."""

    command: list[str]
    output: Path
    environment: dict[str, str] = field(default_factory=dict)
    user: str = ""
    """Whom it runs as; ourselves when empty."""
    goodbye: int = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it so that it ends with us, however we end."""
        other = ["--reuid", self.user, "--regid", self.user, "--clear-groups"] if self.user else []
        last_will = ["setpriv", *other, "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [*last_will, *self.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )

    def stop(self, *, hard: bool = False) -> None:
        """End it and all its children."""
        if self.process is None:
            return
        if not hard:
            self.process.send_signal(self.goodbye)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
        self.process = None

    def wait_for(self, *ports: int) -> None:
        """Return once all ports answer. Raises RuntimeError with the server's last words."""
        deadline = time.monotonic() + UP_SECONDS
        while not all(map(answers, ports)):
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                said = self.output.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{self.command[0]} did not come up: {said}")
            time.sleep(0.02)


def answers(port: int) -> bool:
    """Whether somebody listens on that port of 127.0.0.1."""
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def make_certificate(
    where: Path, *, names: str = "DNS:localhost,IP:127.0.0.1", days: int = 30
) -> tuple[Path, Path]:
    """A self-signed certificate and its key, both in the folder `where`."""
    cert, key = where / "tls.pem", where / "tls.key"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", "/CN=localhost", "-addext", f"subjectAltName={names}", "-days", str(days)]
    subprocess.run([*made, *named, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


@dataclass(kw_only=True)
class Dovecot:
    """A running Dovecot: users integrations, alice and bob of y.test, password `secret`, any plus-tag."""

    running: Running
    folder: Path
    config: Path
    imap_port: int
    imaps_port: int
    lmtp_port: int
    sasl_port: int
    cert: Path

    host: str = "localhost"

    def start(self) -> None:
        """Start again after `stop`, on the same ports with the same mails."""
        self.running.start()
        self.running.wait_for(self.imap_port, self.lmtp_port)

    def stop(self, *, hard: bool = False) -> None:
        """Stop it; with `hard` as a crash would."""
        self.running.stop(hard=hard)

    def deliver(
        self, raw: bytes, user: str = "integrations", *, sender: str = "ana@orchard.example", times: int = 1
    ) -> None:
        """Hand a mail over by LMTP, as an MTA does. `user` may carry a plus-tag. Raises SMTPException."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port, timeout=20) as client:
            for _ in range(times):
                client.sendmail(sender, [f"{user}@{DOMAIN}"], raw)

    def doveadm(self, *words: str) -> str:
        """What `doveadm` prints. Raises CalledProcessError."""
        command = ["doveadm", "-c", str(self.config), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def subjects(self, mailbox: str = "INBOX", user: str = "integrations") -> list[str]:
        """The subjects in a mailbox, in its order."""
        printed = self.doveadm("-f", "tab", "fetch", "-u", user, "hdr.subject", "mailbox", mailbox, "all")
        return printed.splitlines()[1:]


@contextmanager
def dovecot(
    parent: Path | None = None, *, without: tuple[str, ...] = (), tls: bool = True, token_check: str = ""
) -> Iterator[Dovecot]:
    """Dovecot with IMAP (STARTTLS), IMAPS, LMTP and SASL. `without` takes capabilities out of what it offers;
    `token_check` is the address that it asks about access tokens (XOAUTH2, OAUTHBEARER)."""
    with folder(parent) as where:
        for name in ("run", "mail", "etc"):
            (where / name).mkdir(exist_ok=True)
        shutil.chown(where / "mail", "dovecot", "dovecot")
        cert, key = make_certificate(where / "etc")
        made = Dovecot(
            running=Running(command=[], output=where / "dovecot.out"),
            folder=where,
            config=where / "etc" / "dovecot.conf",
            imap_port=free_port(),
            imaps_port=free_port(),
            lmtp_port=free_port(),
            sasl_port=free_port(),
            cert=cert,
        )
        made.config.write_text(_dovecot_config(made, key, without=without, tls=tls, token_check=token_check))
        made.running.command = [server("Dovecot").path or "dovecot", "-F", "-c", str(made.config)]
        try:
            made.start()
            yield made
        finally:
            made.stop()


def _dovecot_config(
    made: Dovecot, key: Path, *, without: tuple[str, ...], tls: bool, token_check: str
) -> str:
    etc = made.config.parent
    (etc / "users").write_text("".join(f"{user}:{{PLAIN}}{PASSWORD}\n" for user in USERS))
    offered = " ".join(word for word in CAPABILITIES if word not in without)
    oauth = ""
    if token_check:
        (etc / "oauth2.conf").write_text(
            f"tokeninfo_url = {token_check}\nusername_attribute = email\n"
            "active_attribute = active\nactive_value = yes\n"
        )
        oauth = f"""
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {etc}/oauth2.conf
}}"""
    return f"""
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {made.folder}/run
state_dir = {made.folder}/run
log_path = {made.folder}/dovecot.log
ssl = {"yes" if tls else "no"}
ssl_cert = <{made.cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login{" xoauth2 oauthbearer" if token_check else ""}
auth_failure_delay = 0
auth_username_format = %Ln
default_internal_user = dovecot
default_login_user = dovenull
first_valid_uid = 1
mail_location = maildir:{made.folder}/mail/%n
maildir_very_dirty_syncs = yes
recipient_delimiter = +
{f"imap_capability = {offered}" if without else ""}
passdb {{
  driver = passwd-file
  args = username_format=%n {etc}/users
}}{oauth}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home={made.folder}/mail/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  inet_listener imap {{
    port = {made.imap_port}
  }}
  inet_listener imaps {{
    port = {made.imaps_port if tls else 0}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {made.lmtp_port}
  }}
}}
service auth {{
  inet_listener {{
    port = {made.sasl_port}
  }}
}}
service anvil {{
  client_limit = 500
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
protocol imap {{
  mail_max_userip_connections = 100
}}
protocol lmtp {{
  postmaster_address = postmaster@{DOMAIN}
}}
"""


@dataclass(kw_only=True)
class Postfix:
    """A running Postfix: takes mail for y.test on `smtp_port`, hands it to LMTP, and relays nothing."""

    running: Running
    folder: Path
    smtp_port: int
    cert: Path | None
    host: str = "localhost"

    def queue(self) -> str:
        """What waits in its queue, as `mailq` prints it."""
        command = ["postqueue", "-c", str(self.folder / "etc"), "-p"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def log(self) -> str:
        """Everything it logged."""
        return (self.folder / "maillog").read_text(errors="replace")

    def wait_until_delivered(self, seconds: float = 20.0) -> None:
        """Return once the queue is empty. Raises TimeoutError."""
        _until(lambda: "is empty" in self.queue(), seconds, "Postfix still has mail queued")


def _until(true: Callable[[], bool], seconds: float, otherwise: str) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(otherwise)
        time.sleep(0.05)


@contextmanager
def postfix(
    parent: Path | None = None,
    lmtp_port: int = 0,
    *,
    sasl_port: int = 0,
    domains: tuple[str, ...] = (DOMAIN,),
    thrown_away: str = "",
) -> Iterator[Postfix]:
    """Postfix that hands mail of `domains` to LMTP on `lmtp_port` and refuses every other domain.

    Mail to anybody at the domain `thrown_away` is taken too, and goes nowhere.
    With a Dovecot's `sasl_port` clients can sign in after STARTTLS; that lets them send to the same domains.
    """
    with folder(parent) as where:
        for name in ("etc", "spool", "data"):
            (where / name).mkdir(exist_ok=True)
        shutil.chown(where / "data", "postfix")
        cert, key = make_certificate(where / "etc")
        port = free_port()
        (where / "etc" / "main.cf").write_text(
            _postfix_main(
                where,
                lmtp_port,
                sasl_port=sasl_port,
                domains=domains,
                thrown_away=thrown_away,
                tls=(cert, key),
            )
        )
        (where / "etc" / "master.cf").write_text(_postfix_master(port))
        mailer = Running(
            command=["/usr/lib/postfix/sbin/master", "-c", str(where / "etc"), "-d"],
            output=where / "postfix.out",
            environment={"MAIL_CONFIG": str(where / "etc")},
        )
        made = Postfix(running=mailer, folder=where, smtp_port=port, cert=cert)
        command = [server("Postfix").path or "postfix", "-c", str(where / "etc"), "check"]
        subprocess.run(command, check=True, capture_output=True)
        try:
            mailer.start()
            mailer.wait_for(port)
            yield made
        finally:
            mailer.stop()


def _postfix_main(
    where: Path,
    lmtp_port: int,
    *,
    sasl_port: int,
    domains: tuple[str, ...],
    thrown_away: str,
    tls: tuple[Path, Path],
) -> str:
    users = " ".join(f"{{{user}@{domain}=ok}}" for domain in domains for user in USERS)
    sasl = (
        f"smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = inet:127.0.0.1:{sasl_port}\n"
        "smtpd_tls_auth_only = yes\n"
    )
    return f"""
compatibility_level = 3.6
queue_directory = {where}/spool
data_directory = {where}/data
maillog_file = {where}/maillog
maillog_file_prefixes = {where}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{domains[0]}
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {" ".join(domains)}
virtual_mailbox_maps = inline:{{ {users} }}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp_port}
relay_domains = {thrown_away}
relay_transport = discard:
default_transport = error:5.7.1 nothing leaves this machine
recipient_delimiter = +
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_chain_files = {tls[1]}, {tls[0]}
smtputf8_autodetect_classes = all
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
maximal_queue_lifetime = 1h
bounce_queue_lifetime = 1h
smtpd_client_connection_count_limit = 0
alias_maps =
alias_database =
notify_classes =
biff = no
{sasl if sasl_port else ""}"""


POSTFIX_SERVICES = """
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
discard unix - - n - - discard
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
showq unix n - n - - showq
postlog unix-dgram n - n - 1 postlogd
"""


def _postfix_master(port: int) -> str:
    return f"127.0.0.1:{port} inet n - n - - smtpd{POSTFIX_SERVICES}"


@contextmanager
def postgres(parent: Path | None = None, *, durable: bool = False) -> Iterator[str]:
    """The URL (`postgresql://…`) of an empty database of a PostgreSQL of our own; fsync only with `durable`."""
    initdb = Path(server("PostgreSQL").path or "initdb").resolve()
    with folder(parent) as where:
        user = "postgres" if os.getuid() == 0 else ""
        become = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--"] if user else []
        if user:
            shutil.chown(where, user)
        made = ["-U", "mailer", "-A", "trust", "-E", "UTF8", "-N", "--locale=C.UTF-8"]
        command = [*become, str(initdb), "-D", str(where / "data"), *made]
        subprocess.run(command, check=True, capture_output=True, cwd=where)
        port = free_port()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": where,
            "fsync": "on" if durable else "off",
            "max_connections": 200,
        }
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        command = [str(initdb.with_name("postgres")), "-D", str(where / "data"), *settings]
        running = Running(command=command, output=where / "postgres.out", user=user, goodbye=signal.SIGINT)
        try:
            running.start()
            running.wait_for(port)
            yield f"postgresql://mailer@127.0.0.1:{port}/postgres"
        finally:
            running.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
