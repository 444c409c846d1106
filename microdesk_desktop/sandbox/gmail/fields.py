"""Partial answers: the parameter `fields` keeps the named members of an answer."""

import re

from microdesk_desktop.sandbox.gmail.problems import invalid

_TOKEN = re.compile(r"[A-Za-z0-9*]+|[(),/]")
Tree = dict[str, "Tree"]


def select(value: object, wanted: str) -> object:
    """The members of `value` that the expression names, such as `messages(id,threadId),nextPageToken`."""
    tokens = _TOKEN.findall(wanted)
    if "".join(tokens) != wanted:
        raise invalid("fields")
    return _kept(value, _tree(tokens))


def _tree(tokens: list[str]) -> Tree:
    """The names up to the closing bracket that ends this level; takes them from `tokens`."""
    tree: Tree = {}
    while tokens:
        name = tokens.pop(0)
        if name == ")":
            return tree
        if name == ",":
            continue
        tree[name] = _below(tokens)
    return tree


def _below(tokens: list[str]) -> Tree:
    if tokens and tokens[0] == "(":
        tokens.pop(0)
        return _tree(tokens)
    if tokens and tokens[0] == "/":
        tokens.pop(0)
        name = tokens.pop(0)
        return {name: _below(tokens)}
    return {}


def _kept(value: object, tree: Tree) -> object:
    if not tree:
        return value
    if isinstance(value, list):
        return [_kept(each, tree) for each in value]
    if isinstance(value, dict):
        return {name: _kept(each, tree[name]) for name, each in value.items() if name in tree}
    return value
