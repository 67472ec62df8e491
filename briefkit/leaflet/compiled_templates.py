"""Templates as Jinja2 compiles them, kept to be given to other processes.

Compiling those of one leaflet takes as long as a layout of it.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from jinja2 import BytecodeCache, Environment, TemplateError, meta
from jinja2.bccache import Bucket

__all__ = ["COMPILED", "CompiledTemplates", "compile_with_parts"]

# There are some 160 templates, and one takes 5 kB; a project may change them while a server runs.
_MOST = 500


class CompiledTemplates(BytecodeCache):
    """What this process has compiled or been given; a template that is edited is compiled anew."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja2 the code of a template with its text, if there is any."""
        if code := self._code.get(_key(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template that Jinja2 has compiled."""
        if len(self._code) >= _MOST:
            self._code.pop(next(iter(self._code)), None)
        self._code[_key(bucket)] = bucket.bytecode_to_string()

    def give(self) -> Mapping[str, bytes]:
        """Return what another process of this program can take."""
        return dict(self._code)

    def take(self, given: Mapping[str, bytes]) -> None:
        """Take what a process of this program gives: code that would be run, from nobody else."""
        self._code |= given


def _key(bucket: Bucket) -> str:
    # The checksum is the text's: projects have templates of the same names.
    return f"{bucket.key} {bucket.checksum}"


# One for each process: what several briefs share is compiled once.
COMPILED = CompiledTemplates()


def compile_with_parts(
    environment: Environment, names: Iterable[str], texts: Mapping[str, str]
) -> None:
    """Compile templates, with all that they include or import, but for those with a fault."""
    left, seen = list(names), set[str]()
    while left:
        name = left.pop()
        if name in seen or name not in texts:
            continue
        seen.add(name)
        with suppress(TemplateError):
            environment.get_template(name)
            parts = meta.find_referenced_templates(environment.parse(texts[name]))
            left += filter(None, parts)
