"""
Trying a mutant in a process of its own that knows the whole portal already.

The child puts the weaker function in the place of the real one, wherever that is known by name, and
asks the rows of the matrix; what it does to the database is taken back.
"""

import ast
import os
import sys
from collections.abc import Callable, Iterator
from types import CellType, FunctionType, ModuleType
from typing import Any

from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

from benchmarks.weakening import Mutant


def notices(mutant: Mutant, source: bytes, look: Callable[[], None]) -> bool:
    """Tell whether `look` fails on the mutant; the child shares our connection while we wait."""
    point = transaction.savepoint()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os._exit(_fails(mutant, source, look))
    _, status = os.waitpid(child, 0)
    with connection.cursor() as cursor:  # the child may have left savepoints of its own open
        cursor.execute(f"ROLLBACK TO SAVEPOINT {connection.ops.quote_name(point)}")
    transaction.savepoint_commit(point)
    return os.waitstatus_to_exitcode(status) != 0


def _fails(mutant: Mutant, source: bytes, look: Callable[[], None]) -> int:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        _put_in_place(mutant, source)
        look()
    except BaseException:  # noqa: BLE001  # however it fails, it was noticed
        return 1
    return 0


def _put_in_place(mutant: Mutant, source: bytes) -> None:
    name = mutant.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = sys.modules[name]
    weaker = mutant.applied_to(source)
    fresh = {**vars(module)}
    exec(compile(weaker, mutant.path, "exec"), fresh)  # noqa: S102  # our own file, a line less
    outer = next(
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _holds(node, mutant.line)
    )
    real, weak = getattr(module, outer), fresh[outer]
    if isinstance(real, type):
        _weaken_class(real, weak)
    else:
        _weaken_function(real, weak)


def _holds(node: ast.FunctionDef | ast.ClassDef, line: int) -> bool:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return first <= line <= (node.end_lineno or first)


def _weaken_class(real: type, weak: type) -> None:
    """Give the real class the methods of the weaker one, `super()` and all."""
    for name, method in vars(weak).items():
        if isinstance(method, FunctionType):
            for cell in method.__closure__ or ():
                if isinstance(cell, CellType) and cell.cell_contents is weak:
                    cell.cell_contents = real
            setattr(real, name, method)


def _weaken_function(real: object, weak: Any) -> None:  # noqa: ANN401  # any function
    for module in [m for m in sys.modules.values() if isinstance(m, ModuleType)]:
        for name, value in list(vars(module).items()):
            if value is real:
                setattr(module, name, weak)
    for entry in patterns(get_resolver()):
        if entry.callback is real:
            entry.callback = weak


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Yield every pattern of the URLconf."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from patterns(entry)
