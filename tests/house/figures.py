"""Figures that say how the sources read: lengths, branches, types, comments. Text is read; nothing is run."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("service", "connectors", "workflows")
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.comprehension, ast.match_case)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover|fmt:\s*(?:off|skip))")
# mypy takes a reason only after a second #.
REASONED = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)* --|type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\] +#) \S.*")
LAYOUT = re.compile(r"#\s*fmt:\s*skip\s*$")  # keeps a table a table; changes no meaning and hides no finding
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file, parsed."""

    path: Path

    @property
    def name(self) -> str:
        """The path below the root."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.text.count("\n")

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function and method, nested ones too."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, Function))

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        """Every comment with its line."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return tuple((token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT)

    @cached_property
    def doc_lines(self) -> int:
        """How many lines are docstrings of modules, classes, functions or fields."""
        constants = (n.value for n in ast.walk(self.tree) if isinstance(n, ast.Expr))
        texts = (c for c in constants if isinstance(c, ast.Constant) and isinstance(c.value, str))
        return sum((text.end_lineno or text.lineno) - text.lineno + 1 for text in texts)

    @cached_property
    def code_lines(self) -> int:
        """How many lines hold code: neither blank nor comment nor docstring."""
        skip = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        held = {line for t in tokens if t.type not in skip for line in range(t.start[0], t.end[0] + 1)}
        return max(1, len(held) - self.doc_lines)

    def place(self, node: Function) -> str:
        """Where a function stands, for the reader of a failed test."""
        return f"{self.name}:{node.lineno} {node.name}"


def tracked(*patterns: str) -> tuple[Path, ...]:
    """Files under version control, or new and not ignored, in order."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(path for line in sorted(listed) if (path := ROOT / line).is_file())


def modules_of(*rooms: str) -> tuple[Module, ...]:
    """The modules of these top-level folders."""
    return tuple(Module(path) for room in rooms for path in tracked(f"{room}/*.py"))


def length(node: Function) -> int:
    """Lines from `def` to the last, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def branches(node: Function) -> int:
    """One more than the places where the way through the function forks, by McCabe's count (ruff's C901)."""
    return 1 + sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))


def positional(node: Function) -> int:
    """How many arguments may be given by place, `self` and `cls` not counted."""
    return len([a for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in {"self", "cls"}])


def is_typed(node: Function) -> bool:
    """Whether every parameter and the return value have a type."""
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    arguments += [a for a in (node.args.vararg, node.args.kwarg) if a]
    return node.returns is not None and all(a.annotation or a.arg in {"self", "cls"} for a in arguments)


def is_broad(node: ast.ExceptHandler) -> bool:
    """Whether the handler takes every exception."""
    return node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})


def share(values: Sequence[int], part: float) -> int:
    """The value that `part` of the values do not exceed (0.5: the median)."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def per_hundred(part: int, whole: int) -> float:
    """How many to a hundred, to one decimal."""
    return round(100 * part / whole, 1)


def public_functions(modules: Sequence[Module]) -> Iterator[tuple[Module, Function]]:
    """Functions and methods that other modules may use."""
    for module in modules:
        for scope in ast.walk(module.tree):
            if isinstance(scope, ast.Module | ast.ClassDef) and not getattr(scope, "name", "").startswith("_"):
                yield from ((module, n) for n in scope.body if isinstance(n, Function) and not n.name.startswith("_"))
