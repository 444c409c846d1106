"""Words that docstrings and comments of the product do not use: a stranger must understand them at once.

`python -m tests.tools.prose` counts them by file.
"""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator

# Texts that tell or say, things that mean or bear: each stands for a precise verb. A value may mean: « 0 means none ».
WORDS = re.compile(
    r"\b(told|tells?|telling|says?|said|saying|speaks?|meant|means|borne|bears|doors?|he|him|his|himself"
    r"|what it costs)\b",
    re.IGNORECASE,
)
ALLOWED = re.compile(r"\b(by means of|means of payment|0 means)\b", re.IGNORECASE)


def prose(text: str) -> Iterator[tuple[int, str]]:
    """The docstrings and comments of a Python source, line by line, with their numbers."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _docstring(node)


def _docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    first = node.body[0] if node.body else None
    if ast.get_docstring(node, clean=False) is not None and isinstance(first, ast.Expr):
        assert isinstance(first.value, ast.Constant)
        yield from enumerate(str(first.value.value).split("\n"), first.lineno)


def vague_words(text: str) -> list[tuple[int, str]]:
    """The forbidden words of a Python source, each with its line."""
    return sorted(
        (number, found.group().lower())
        for number, line in prose(text)
        for found in WORDS.finditer(ALLOWED.sub("", line))
    )


def main() -> None:
    """Print how many each file of the product holds, the most first."""
    from tests.tools.house import sources

    counts = Counter({source.path: len(vague_words(source.text)) for source in sources() if source.is_product})
    for path, count in counts.most_common():
        if count:
            print(f"{count:4} {path}")
    print(f"{counts.total():4} in all")


if __name__ == "__main__":
    main()
