"""Python programs made of other programs: statements and expressions are moved, left out, wrapped and exchanged."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import Any

from fuzz.mutation import text
from fuzz.mutation.odd import ODD

Place = tuple[Any, str, int | None]
"""A node, a field of it, and the index where the field is a list."""

_MOST = 20_000
"""So many nodes, and nothing is added: what does not fit into an input would only take time and memory to make."""

_ODD_TEXTS = (
    *("x", "self", "[]", "{}", "()", "{*a}", "[*a, *b]", "{**a}", "lambda *a, **k: a", "f'{a!r:>{b}}'", "a[b:c, ...]"),
    *("(y := a)", "not a", "a if b else c", "[a for a in b if c]", "{a: b for a in b}", "(a for a in b)", "a @ b"),
    *("print", "open('x').read()", "os.environ['A']", "__file__", "globals()", "locals()['a']", "type('T', (), {})"),
    *("Path(__file__).parent / 'x'", "sys.argv[1:]", "dict(a=1)", "list(range(10**9))", "'a' * 10**9", "2 ** 10 ** 6"),
    *("range(10)", "sorted(a, key=lambda b: b)", "'{}'.format(a)", "'%s' % (a,)", "a.b.c", "a()()", "await a"),
    *("json.loads('{\"a\": 1}')", "getattr(a, 'b')", "map(a, b)", "zip(a, b)", "max(a)", "super().__init__()", "1 / 0"),
)


def mutate(data: bytes, random: Random, others: Sequence[bytes], words: Sequence[str] = ()) -> bytes:
    """Return the program ``data`` with one to five changes; what cannot be parsed is changed as text."""
    tree = _parsed(data)
    if tree is None or random.random() < 0.15:
        return text.mutate(data, random, others, words)
    donor = (_parsed(random.choice(others)) if others else None) or tree
    try:
        for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
            if _size(tree) == _MOST:
                break
            random.choice(_WAYS)(tree, donor, random, words)
        made = ast.unparse(ast.fix_missing_locations(tree)).encode("utf-8", "surrogatepass")
    except (AttributeError, TypeError, ValueError, RecursionError, IndexError):  # no program, or too deep
        return text.mutate(data, random, others, words)
    return text.mutate(made, random, others, words) if random.random() < 0.1 else made


def _parsed(data: bytes) -> ast.Module | None:
    try:
        return ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _size(tree: ast.AST) -> int:
    """Return the number of nodes, at most so many that no more are added."""
    return sum(1 for _node in islice(ast.walk(tree), _MOST))


def _places(tree: ast.AST, kind: type[ast.AST]) -> list[Place]:
    """Return the places where a node of ``kind`` stands."""
    return [place for node in ast.walk(tree) for place in _places_in(node) if isinstance(_at(place), kind)]


def _places_in(node: ast.AST) -> Iterator[Place]:
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            yield from ((node, name, index) for index in range(len(value)))
        else:
            yield node, name, None


def _at(place: Place) -> Any:
    node, name, index = place
    value = getattr(node, name)
    return value if index is None else value[index]


def _put(place: Place, new: Any) -> None:
    node, name, index = place
    if index is None:
        setattr(node, name, new)
    else:
        getattr(node, name)[index] = new


def _expressions(tree: ast.AST) -> list[Place]:
    return [place for place in _places(tree, ast.expr) if isinstance(getattr(_at(place), "ctx", None), ast.Load | None)]


def _blocks(tree: ast.AST) -> list[list[ast.stmt]]:
    """Return the lists of statements; each holds one at least."""
    found = (getattr(node, name, None) for node in ast.walk(tree) for name in ("body", "orelse", "finalbody"))
    return [block for block in found if isinstance(block, list) and block and isinstance(block[0], ast.stmt)]


def _block(tree: ast.AST, random: Random) -> list[ast.stmt]:
    """Return one of the lists of statements; one that is not in the program where it has none."""
    return random.choice(_blocks(tree) or [[ast.Pass()]])


def _odd(random: Random, words: Sequence[str]) -> ast.expr:
    """Return an expression that is likely to hurt, or a word of the SDKs."""
    chosen = random.randrange(3)
    if chosen == 0:
        return ast.parse(random.choice(_ODD_TEXTS), mode="eval").body
    if chosen == 1 and words:
        return ast.Name(random.choice(words).rpartition(".")[2] or "x", ast.Load())
    odd = random.choice(ODD)
    return ast.parse(repr(odd) if not isinstance(odd, float) else f"float({str(odd)!r})", mode="eval").body


def _other_expression(tree: ast.Module, donor: ast.Module, random: Random, words: Sequence[str]) -> None:
    places = _expressions(tree)
    if places:
        pool = _expressions(random.choice((tree, tree, donor)))
        new = _odd(random, words) if random.random() < 0.4 or not pool else copy.deepcopy(_at(random.choice(pool)))
        _put(random.choice(places), new)


def _wrapped_expression(tree: ast.Module, _: ast.Module, random: Random, words: Sequence[str]) -> None:
    places = _expressions(tree)
    if not places:
        return
    place = random.choice(places)
    inner, other = _at(place), _odd(random, words)
    load = ast.Load()
    generator = ast.comprehension(ast.Name("each", ast.Store()), other, [], 0)
    wrapped: Callable[[], ast.expr] = random.choice(
        (
            lambda: ast.Call(other, [inner], []),
            lambda: ast.Call(inner, [other], []),
            lambda: ast.List([inner, other], load),
            lambda: ast.Starred(inner, load),
            lambda: ast.Dict([other, None], [inner, inner]),
            lambda: ast.IfExp(other, inner, inner),
            lambda: ast.ListComp(inner, [generator]),
            lambda: ast.Subscript(ast.List([inner], load), ast.Constant(0), load),
            lambda: ast.Attribute(inner, random.choice((*words[:400], "properties", "x")).split(".")[-1], load),
            lambda: ast.BinOp(inner, random.choice((ast.Add(), ast.Mult(), ast.Mod(), ast.Div())), other),
            lambda: ast.JoinedStr([ast.FormattedValue(inner, -1)]),
            lambda: ast.Lambda(ast.arguments([], [ast.arg("x")], None, [], [], None, []), inner),
            lambda: ast.Compare(inner, [ast.Eq()], [other]),
            lambda: ast.BoolOp(ast.Or(), [inner, other]),
        )
    )
    _put(place, wrapped())


def _arguments(tree: ast.Module, donor: ast.Module, random: Random, words: Sequence[str]) -> None:
    """Leave an argument of a call out, double it, name it otherwise, or give one more."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if not calls:
        return
    call = random.choice(calls)
    foreign = [node for node in ast.walk(donor) if isinstance(node, ast.keyword)]
    chosen = random.randrange(5)
    if chosen == 0 and call.keywords:
        call.keywords.pop(random.randrange(len(call.keywords)))
    elif chosen == 1 and call.keywords:
        call.keywords.append(copy.deepcopy(random.choice(call.keywords)))
    elif chosen == 2 and call.keywords:
        random.choice(call.keywords).arg = random.choice((None, *[one.arg for one in foreign]))
    elif chosen == 3 and foreign:
        call.keywords.append(copy.deepcopy(random.choice(foreign)))
    else:
        call.args.insert(random.randrange(len(call.args) + 1), _odd(random, words))


def _delete_statement(tree: ast.Module, _: ast.Module, random: Random, __: Sequence[str]) -> None:
    block = _block(tree, random)
    del block[random.randrange(len(block))]
    if not block:
        block.append(ast.Pass())


def _more_statements(tree: ast.Module, donor: ast.Module, random: Random, _: Sequence[str]) -> None:
    """Put statements of this program or of another one somewhere."""
    source = _block(random.choice((tree, donor, donor)), random)
    begin = random.randrange(len(source))
    block = _block(tree, random)
    at = random.randrange(len(block) + 1)
    block[at:at] = copy.deepcopy(source[begin : begin + random.choice((1, 1, 2, 10))])


def _repeated(tree: ast.Module, _: ast.Module, random: Random, __: Sequence[str]) -> None:
    """Put a statement many times in the place of one, or an expression deep into itself."""
    block = _block(tree, random)
    at = random.randrange(len(block))
    size = _size(block[at])
    if random.random() < 0.6:
        times = min(_MOST // size, random.choice((3, 20, 2000 // size + 1)))
        block[at : at + 1] = [copy.deepcopy(block[at]) for _time in range(times)]
        return
    places = _expressions(block[at])
    if places:
        place = random.choice(places)
        for _time in range(random.choice((2, 5, 15, 60))):
            shell: ast.expr = random.choice((ast.List([], ast.Load()), ast.Call(_at(place), [], [])))
            if isinstance(shell, ast.List):
                shell.elts = [_at(place), _at(place)] if random.random() < 0.1 else [_at(place)]
            _put(place, shell)


def _wrapped_statements(tree: ast.Module, donor: ast.Module, random: Random, words: Sequence[str]) -> None:
    block = _block(tree, random)
    begin = random.randrange(len(block))
    end = begin + random.choice((1, 1, 3, 100))
    places = _expressions(random.choice((tree, donor)))
    test = copy.deepcopy(_at(random.choice(places))) if places and random.random() < 0.5 else _odd(random, words)
    shell = ast.parse(random.choice(_SHELLS)).body[0]
    for node in ast.walk(shell):
        if isinstance(node, ast.Name) and node.id == "TEST":
            for place in _places(shell, ast.Name):
                if _at(place) is node:
                    _put(place, test)
    inner = random.choice([one for one in _blocks(shell) if isinstance(one[0], ast.Pass)])
    inner[:] = block[begin:end]
    block[begin:end] = [shell, ast.parse("made()").body[0]] if random.random() < 0.3 else [shell]


_SHELLS = (
    "if TEST:\n pass\nelse:\n pass",
    "for each in TEST:\n pass",
    "while TEST:\n pass",
    "with TEST as each:\n pass",
    "try:\n pass\nexcept TEST:\n pass\nfinally:\n pass",
    "def made(a=TEST, *b, **c):\n pass",
    "def made():\n pass\n yield TEST",
    "async def made():\n pass",
    "class made(TEST):\n pass",
    "class made:\n def __init__(self, a=1):\n  pass",
    "match TEST:\n case {'a': [each, *_]}:\n  pass\n case _:\n  pass",
    "if __name__ == '__main__':\n pass",
    "@TEST\ndef made():\n pass",
)


def _other_name(tree: ast.Module, donor: ast.Module, random: Random, words: Sequence[str]) -> None:
    """Give one name, or all uses of it, the name of another."""
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    if not named:
        return
    chosen = random.choice(named)
    others = [node.id for node in ast.walk(random.choice((tree, donor))) if isinstance(node, ast.Name)] or ["x"]
    new, old = random.choice(others), chosen.id
    for node in named if random.random() < 0.3 else [chosen]:
        if node.id == old:
            node.id = new


_WAYS: tuple[Callable[[ast.Module, ast.Module, Random, Sequence[str]], None], ...] = (
    _other_expression,
    _other_expression,
    _other_expression,
    _wrapped_expression,
    _arguments,
    _arguments,
    _delete_statement,
    _more_statements,
    _more_statements,
    _repeated,
    _wrapped_statements,
    _other_name,
)
