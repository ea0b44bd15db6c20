"""Writes the code of the documentation into a package that compiles and runs it.

    python3 Scripts/doc_examples.py REPOSITORY PACKAGE

* The README's Swift block becomes `Sources/readme/main.swift`, and the block after it
  `expected.txt`.
* Every other Swift block, in doc comments and articles, becomes a test in
  `Tests/ExamplesTests/Examples.swift`. CONTRIBUTING.md has the rules for such blocks.
"""

import os
import re
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

FENCE = "```"

# A documented value: one text in quotes, one list, or one word, perhaps with arguments.
VALUE = r'"[^"]*"|\[[^\]]*\]|[^\s:,("]+(\([^)]*\))?'
# An expression with its value, after which a comma or a colon may begin an explanation. Any other
# comment is prose.
CHECK = re.compile(rf"(?P<code>\S.*?)\s+// (?P<value>{VALUE})([:,] .*)?")
# A value under its expression, in place of whatever comment the expression has.
VALUE_BELOW = re.compile(rf"( +// .*)?\n(// ({VALUE}))$", re.MULTILINE)
# Lines that begin like this are not whole expressions.
STATEMENT = re.compile(r"(let|var|for|if|guard|struct|func|return|switch|while)\b|[#@.)}\]/]")


class Block(NamedTuple):
    language: str
    path: Path
    line: int  # of the first line of code
    lines: list[str]


def blocks(path: Path, numbered: Iterator[tuple[int, str]]) -> Iterator[Block]:
    """The fenced blocks of text lines."""
    block = None
    for number, text in numbered:
        if text.startswith(FENCE):
            if block is None:
                block = Block(text.removeprefix(FENCE).strip(), path, number + 1, [])
            else:
                yield block
                block = None
        elif block is not None:
            block.lines.append(text)
    if block is not None:
        sys.exit(f"{path}:{block.line}: the block has no end")


def article_blocks(path: Path) -> Iterator[Block]:
    return blocks(path, enumerate(path.read_text(encoding="utf-8").splitlines(), 1))


def comment_blocks(path: Path) -> Iterator[Block]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    comments = ((number, line.strip()) for number, line in lines if line.strip().startswith("///"))
    return blocks(path, ((number, re.sub("^/// ?", "", line)) for number, line in comments))


def checked(line: str) -> str:
    """An expression with its value becomes a check; any other line stays as it is."""
    match = CHECK.fullmatch(line)
    if not match or STATEMENT.match(line) or " = " in match["code"]:
        return line
    value = match["value"].replace("\\", "\\\\").replace('"', '\\"')
    return f'check({match["code"]}, "{value}")'


def test(block: Block) -> str:
    code = "\n".join("" if line.startswith("import ") else line for line in block.lines)
    return "\n".join([
        f"  @Test func `{block.path.name}, line {block.line}`() throws {{",
        f'#sourceLocation(file: "{block.path}", line: {block.line})',
        *map(checked, VALUE_BELOW.sub(r" \2\n", code).splitlines()),
        "#sourceLocation()",
        "  }",
    ])


def examples() -> Iterator[Block]:
    for path in sorted(Path("Sources").rglob("*.swift")):
        yield from comment_blocks(path)
    for path in sorted(Path("Sources").rglob("*.docc/*.md")):
        yield from article_blocks(path)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    repository, package = (Path(argument).resolve() for argument in sys.argv[1:])
    os.chdir(repository)
    readme = list(article_blocks(Path("README.md")))
    place = next(place for place, block in enumerate(readme) if block.language == "swift")
    program, output = readme[place:place + 2]
    write(package / "Sources/readme/main.swift", "\n".join(program.lines) + "\n")
    write(package / "expected.txt", "\n".join(output.lines) + "\n")

    tests = [test(block) for block in examples() if block.language == "swift"]
    world = Path("Scripts/Dependent/ExampleWorld.swift").read_text(encoding="utf-8")
    body = "\n\n".join(tests)
    write(package / "Tests/ExamplesTests/Examples.swift",
          f"{world}\nextension ExampleWorld {{\n{body}\n}}\n")
    count = body.count("\ncheck(")
    print(f"{len(tests)} examples, {count} values in them")


if __name__ == "__main__":
    main()
