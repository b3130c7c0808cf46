"""Finding every decorator and every filter that guards something, and the text without it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WHERE = re.compile(
    r"(accounts|actions|decisions|examples|municipalities|notices|profiles|submissions|trail)/"
    r"((views|selectors|querysets|forms|access)(\.py|/.*\.py)|accounts\.py)"
)
GUARDS = {"may", "may_open"}
WEAKENED = '__import__("benchmarks.weakened", fromlist=["reads"])'
FETCHING = re.compile(
    r"with_|by_|locked|latest_first|chained"
)  # methods of querysets that narrow nothing


@dataclass(frozen=True)
class Mutant:
    """One edit: the bytes from `start` to `end` of a file become `instead`."""

    path: str
    line: int
    function: str
    what: str
    start: int
    end: int
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.function}: {self.what}"

    def applied_to(self, source: bytes) -> bytes:
        return source[: self.start] + self.instead.encode() + source[self.end :]


def mutants_in(project: Path) -> Iterator[Mutant]:
    """Yield every mutant of the project, file by file."""
    scopes = {"filter", "exclude"} | _scopes(project)
    for file in sorted(project.glob("*/**/*.py")):
        path = file.relative_to(project).as_posix()
        if WHERE.fullmatch(path):
            found = _Finder(path, file.read_bytes(), scopes).mutants()
            yield from {(m.start, m.end, m.instead): m for m in found}.values()


def _scopes(project: Path) -> set[str]:
    """Return the names of the methods of our querysets that narrow what is found."""
    trees = [ast.parse(file.read_text()) for file in project.glob("*/querysets.py")]
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and not FETCHING.match(node.name)
    }


class _Finder:
    """The mutants of one file."""

    def __init__(self, path: str, source: bytes, scopes: set[str]) -> None:
        self.path, self.source, self.scopes = path, source, scopes
        self.tree = ast.parse(source)
        lines = source.splitlines(keepends=True)
        self.starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]

    def mutants(self) -> Iterator[Mutant]:
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef):
                yield from self._of_decorators(function)
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        yield from self._of_call(function, node)

    def _of_decorators(self, function: ast.FunctionDef) -> Iterator[Mutant]:
        for decorator in function.decorator_list:
            name, said = _name(decorator), self._text(decorator)
            first, last = decorator.lineno - 1, decorator.end_lineno or decorator.lineno
            if name == "requires":
                span = self._span(decorator)
                permission = said.removeprefix("requires")
                if permission != "(Permission.READ)":
                    yield self._mutant(
                        function,
                        decorator,
                        f"only READ for @{said}",
                        span,
                        f"{WEAKENED}.reads{permission}",
                    )
                yield self._mutant(
                    function,
                    decorator,
                    f"any role for @{said}",
                    span,
                    f"{WEAKENED}.anybody{permission}",
                )
            if name in {"requires", "signed_in"}:
                here = (self.starts[first], self.starts[first])
                yield self._mutant(
                    function, decorator, "open to strangers", here, f"@{WEAKENED}.opened\n"
                )
            if name.startswith("require_"):
                lines = (self.starts[first], self.starts[last])
                yield self._mutant(function, decorator, f"without @{said}", lines, "")

    def _of_call(self, function: ast.FunctionDef, call: ast.Call) -> Iterator[Mutant]:
        name = _name(call)
        if isinstance(call.func, ast.Attribute) and name in self.scopes:
            span = (self._end(call.func.value), self._end(call))
            yield self._mutant(
                function, call, f"without {self._from(call.func.value, call)}", span, ".all()"
            )
            yield from self._of_arguments(function, call, [*call.args, *call.keywords])
        elif name == "get_object_or_404" and not _is_class(call.args[0]):
            found = call.args[0]
            yield self._mutant(
                function,
                call,
                f"any object, not of {self._text(found)}",
                self._span(found),
                f"({self._text(found)}).model._default_manager.all()",
            )
            yield from self._of_arguments(function, call, call.keywords)
        elif name in GUARDS and isinstance(call.func, ast.Name) and "access.py" not in self.path:
            yield self._mutant(
                function, call, f"as if {self._text(call)}", self._span(call), "True"
            )

    def _of_arguments(
        self, function: ast.FunctionDef, call: ast.Call, arguments: list[ast.expr | ast.keyword]
    ) -> Iterator[Mutant]:
        """Yield the call without each of its conditions, if there are more."""
        if len(arguments) < 2:
            return
        for argument in arguments:
            start, end = self._span(argument)
            rest = re.match(rb"\s*,\s*", self.source[end:])
            what = f"without {self._text(argument)} in {_name(call)}"
            yield self._mutant(
                function, argument, what, (start, end + (rest.end() if rest else 0)), ""
            )

    def _mutant(
        self,
        function: ast.FunctionDef,
        node: ast.AST,
        what: str,
        span: tuple[int, int],
        instead: str,
    ) -> Mutant:
        said = " ".join(what.split())
        return Mutant(self.path, node.lineno, function.name, said, *span, instead)  # type: ignore[attr-defined]  # every node here has a line

    def _span(self, node: ast.AST) -> tuple[int, int]:
        return self.starts[node.lineno - 1] + node.col_offset, self._end(node)  # type: ignore[attr-defined]  # as above

    def _end(self, node: ast.AST) -> int:
        return self.starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]  # as above

    def _text(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self.source[start:end].decode()

    def _from(self, value: ast.AST, call: ast.AST) -> str:
        return self.source[self._end(value) : self._end(call)].decode().strip()


def _name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return getattr(called, "id", getattr(called, "attr", ""))


def _is_class(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id[:1].isupper()
