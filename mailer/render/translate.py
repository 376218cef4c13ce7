"""The environment that templates run in: sandboxed, escaping, and speaking one language."""

from gettext import NullTranslations
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

NAMES = ("_", "ngettext", "namespace")
"""The global functions a template may call."""


def escaping(name: str) -> str:
    """The name under which the text template `name` is loaded for HTML."""
    return name + ".html" if name.endswith(".txt") else name


class CompiledOnce(BytecodeCache):
    """What the templates of one set were compiled to: the same in every language, so the first compiles for all."""

    def __init__(self) -> None:
        self._compiled: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._compiled[bucket.key] = bucket.code


class _Spoken(dict[str, str]):
    """Sentences in one language by what they are in English."""

    def __init__(self, catalog: NullTranslations) -> None:
        self._catalog = catalog

    def __missing__(self, sentence: str) -> str:
        self[sentence] = said = self._catalog.gettext(sentence)
        return said


class SpeakingEnvironment(ImmutableSandboxedEnvironment):
    """A sandboxed environment whose `_("… %(name)s …", name=…)` are said in the language of its catalog."""

    def __init__(self, catalog: NullTranslations, **options: Any) -> None:
        super().__init__(extensions=["jinja2.ext.i18n"], **options)
        self.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]
        # fewer names mean less to reach for an edited template, and less to compare at each import
        self.globals = {name: self.globals[name] for name in NAMES}
        self.spoken = _Spoken(catalog)

    def join_path(self, template: str, parent: str) -> str:
        """What an HTML template takes from a text template is compiled anew with escaping.

        A macro of a template that does not escape would come back as safe markup, with people's words in it as they are.
        """
        return escaping(template) if parent.endswith(".html") else template

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.items` is the value in the row and never the method; plain JSON needs none of the sandbox's checks."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed: nodes.Template = _Sentences().visit(super()._parse(source, name, filename))
        return parsed


class _Sentences(NodeTransformer):
    """Looks up the translated text in the place of each `_("constant", …)`; a sandboxed call would cost 20 µs a sentence.

    The meaning stays that of Jinja's newstyle gettext: the sentence itself is safe, what is put into it is escaped.
    """

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # jinja's naming
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_" and len(node.args) == 1):
            return node
        text = node.args[0]
        if not isinstance(text, nodes.Const):
            return node
        sentence = nodes.MarkSafeIfAutoescape(nodes.EnvironmentAttribute(f"spoken[{text.value!r}]"))
        pairs = [nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs]
        assert node.environment is not None
        return (
            nodes.Mod(sentence, nodes.Dict(pairs)).set_environment(node.environment).set_lineno(node.lineno)
        )
