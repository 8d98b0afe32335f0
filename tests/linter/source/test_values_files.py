"""Paths, and the configuration files of the project that are read by a known one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipelint.linter.source.project import Project
from pipelint.linter.source.reader import read_source
from pipelint.linter.source.sources import Sources
from pipelint.pipeline.model import Pipeline

from .projects import places, write
from .test_values import HEAD, built, names

PATHS = {
    "parts of a path": (
        'from pathlib import Path\np = Path("configs") / "A.yaml"\n'
        "steps = [make(p.stem), make(p.name), make(p.parent.name), make(p.with_suffix('.B').name)]",
        "A A.yaml configs A.B",
    ),
    "its text": (
        'from pathlib import Path\np = Path("a", "b")\nsteps = [make(str(p)), make(f"{p}"), make(os.fspath(p))]',
        "a/b a/b a/b",
    ),
    "an absolute part": ('from pathlib import Path\nsteps = [make(str(Path("a") / "/b"))]', "/b"),
    "a name beside the script": (
        "from pathlib import Path\nhere = Path(__file__).resolve().parent / 'A'\nsteps = [make(here.name)]",
        "A",
    ),
    "os.path": ('steps = [make(os.path.basename(os.path.join(os.path.dirname(__file__), "x", "A")))]', "A"),
    "a path that depends on the machine": (
        "from pathlib import Path\nsteps = [make(str(Path(__file__).parent)), make(os.path.abspath('x'))]",
        "? ?",
    ),
    "an unknown part": ('from pathlib import Path\nsteps = [make((Path("a") / os.environ["X"]).name)]', "?"),
    "the working directory": ("from pathlib import Path\nsteps = [make(Path.cwd().name)]", "?"),
}


@pytest.mark.parametrize(("program", "expected"), PATHS.values(), ids=PATHS)
def test_paths(program: str, expected: str) -> None:
    assert names(built(program)) == expected


def read(folder: Path, program: str, script: str = "flow.py") -> Pipeline:
    source = f'{HEAD}\n{program}\npipeline = Pipeline("P", steps=steps, sagemaker_session=session)\n'
    write(folder, {script: source, "pyproject.toml": ""})
    project = Project.around(folder / script, None, Sources())
    reading = read_source(source.encode(), str(folder / script), project=project)
    return next(pipeline for pipeline in reading.pipelines if pipeline.origin is not None)


YAML = "steps: [A, B]\nkind: ml.m5.xlarge\n"
LOADED = {
    "JSON": ("config.json", '{"steps": ["A", "B"]}', "with open('config.json') as f:\n    c = json.load(f)"),
    "JSON of a text": (
        "config.json",
        '{"steps": ["A", "B"]}',
        "from pathlib import Path\nc = json.loads(Path('config.json').read_text())",
    ),
    "YAML": ("conf/c.yaml", YAML, "import yaml\nwith open('conf/c.yaml') as f:\n    c = yaml.safe_load(f)"),
    "YAML with a loader": (
        "c.yaml",
        YAML,
        "import yaml\nc = yaml.load(open('c.yaml', 'r'), Loader=yaml.FullLoader)",
    ),
    "YAML of a text": ("c.yaml", YAML, "import yaml\nc = yaml.safe_load(open('c.yaml').read())"),
    "YAML beside the script": (
        "c.yaml",
        YAML,
        "import yaml\nfrom pathlib import Path\nc = yaml.safe_load((Path(__file__).parent / 'c.yaml').open())",
    ),
    "TOML": (
        "c.toml",
        'steps = ["A", "B"]',
        "import tomllib\nwith open(os.path.join(os.path.dirname(__file__), 'c.toml'), 'rb') as f:\n"
        "    c = tomllib.load(f)",
    ),
    "TOML by name": ("c.toml", 'steps = ["A", "B"]', "import toml\nc = toml.load('c.toml')"),
}


@pytest.mark.parametrize(("name", "content", "loading"), LOADED.values(), ids=LOADED)
def test_a_configuration_is_read(tmp_path: Path, name: str, content: str, loading: str) -> None:
    pytest.importorskip("yaml")
    write(tmp_path, {name: content})
    pipeline = read(tmp_path, f"{loading}\nsteps = [make(n) for n in c['steps']]")
    assert names(pipeline) == "A B"
    assert pipeline.steps_complete


def test_a_script_in_a_folder_is_run_from_the_project_or_from_there(tmp_path: Path) -> None:
    loading = "c = json.load(open('c.json'))\nsteps = [make(c['n'])]"
    write(tmp_path, {"c.json": '{"n": "A"}'})
    assert names(read(tmp_path, loading, "flows/flow.py")) == "A"
    write(tmp_path, {"flows/c.json": '{"n": "B"}'})
    assert names(read(tmp_path, loading, "flows/flow.py")) == "?"


def test_a_value_of_a_file_has_the_place_that_loads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"c.json": '{"kind": "ml.m5.xlarge"}', "pyproject.toml": ""})
    program = f"{HEAD}c = json.load(open('c.json'))\nPipeline('P', steps=[make('A', c['kind'])])\n"
    write(tmp_path, {"flow.py": program})
    monkeypatch.chdir(tmp_path)
    assert places("flow.py") == [("SMP501", "flow.py", HEAD.count("\n") + 1, 5)]


UNREAD = {
    "a file that is not there": ("'no.json'", "the project has no file `no.json`"),
    "a file outside": ("'../outside.json'", "the project has no file `outside.json`"),
    "a link that leads outside": ("'link.json'", "the project has no file `link.json`"),
    "a folder": ("'folder'", "the project has no file `folder`"),
    "broken JSON": ("'broken.json'", "JSON that cannot be read: Expecting value: line 1 column 1 (char 0)"),
    "no UTF-8": ("'latin.json'", "`latin.json` is not UTF-8"),
    "a file that is too long": ("'long.json'", "`long.json` is longer than 512 KiB and was not opened"),
    "too many values": ("'many.json'", "data that is too long or too deep to be read"),
    "a name that no file can have": ("'a\\0b'", "the project has no file `a\0b`"),
}


@pytest.mark.parametrize(("name", "reason"), UNREAD.values(), ids=UNREAD)
def test_what_is_not_read_has_a_reason(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, {"outside.json": "{}", "project/broken.json": "x", "project/long.json": "[" + "1," * 300_000})
    write(tmp_path, {"project/many.json": f"[{'1,' * 50_000}1]", "project/folder/x": ""})
    (tmp_path / "project" / "latin.json").write_bytes(b'"\xff"')
    (tmp_path / "project" / "link.json").symlink_to(tmp_path / "outside.json")
    pipeline = read(tmp_path / "project", f"c = json.load(open({name}))\nsteps = c['steps']")
    assert [gap.why for gap in pipeline.gaps] == [reason]


def test_a_file_opened_for_writing_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"c.json": '{"n": "A"}'})
    assert names(read(tmp_path, "with open('c.json', 'w') as f:\n    c = json.load(f)\nsteps = [make(c['n'])]")) == "?"


def test_yaml_that_only_an_application_understands(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    write(tmp_path, {"c.yaml": "n: !Ref Name\n"})
    pipeline = read(tmp_path, "import yaml\nsteps = yaml.safe_load(open('c.yaml'))['steps']")
    assert [gap.why for gap in pipeline.gaps] == [
        "YAML that cannot be read: could not determine a constructor for the tag '!Ref'"
    ]


def test_yaml_that_repeats_itself_is_not_read_for_ever(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    write(tmp_path, {"c.yaml": "\n".join(lines)})
    pipeline = read(tmp_path, "import yaml\nsteps = yaml.safe_load(open('c.yaml'))['steps']")
    assert [gap.why for gap in pipeline.gaps] == ["data that is too long or too deep to be read"]


def test_without_pyyaml_yaml_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    write(tmp_path, {"c.yaml": YAML})
    pipeline = read(tmp_path, "import yaml\nsteps = yaml.safe_load(open('c.yaml'))['steps']")
    assert [gap.why for gap in pipeline.gaps] == ["YAML cannot be read here: yaml is not installed"]
