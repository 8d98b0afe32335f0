"""Scripts that read all that their steps bring, in ways that are hard to see."""

from __future__ import annotations

from tests.faults.source.fault import Edit, Variant

FRAUD, CLAIMS, CHURN = "v2_fraud", "v2_claims", "v3_churn"
PREPARE = "scripts/prepare.py"
READ = 'rows = pd.read_csv("/opt/ml/processing/input/transactions.csv")'


def _read(what: str, code: str, **more: tuple[str, ...]) -> Variant:
    return Variant(what, FRAUD, (Edit(READ, code, PREPARE),), **more)


VARIANTS = (
    _read(
        "a folder that the environment may name",
        'import os\n    rows = pd.read_csv(os.path.join(os.environ.get("RAW", "/opt/ml/processing/input"), "t.csv"))',
    ),
    _read(
        "every folder of the container is walked",
        'import os\n    files = [os.path.join(top, name) for top, _, names in os.walk("/opt/ml/processing") for name in names]\n'
        "    rows = pd.concat(map(pd.read_csv, files))",
    ),
    _read(
        "a folder that is copied whole",
        'import shutil\n    shutil.copytree("/opt/ml/processing/input", "work")\n    rows = pd.read_csv("work/t.csv")',
    ),
    _read(
        "a toolkit is told the folder",
        'import toolkit\n    rows = toolkit.Loader(folder="/opt/ml/processing/input").frame()',
    ),
    _read(
        "a class keeps the folder",
        'from dataclasses import dataclass\n\n    @dataclass\n    class Place:\n        folder: str = "/opt/ml/processing"\n\n'
        '        def file(self, name):\n            return f"{self.folder}/input/{name}.csv"\n\n'
        '    rows = pd.read_csv(Place().file("transactions"))',
    ),
    _read(
        "another program reads",
        'import subprocess\n    subprocess.run(["./join.sh"], check=True)\n    rows = pd.read_csv("joined.csv")',
    ),
    _read(
        "the folder is the working directory",
        'import os\n    os.chdir("/opt/ml/processing/input")\n    rows = pd.read_csv("transactions.csv")',
    ),
    _read(
        "a file that the script has written itself",
        f'{READ}\n    rows.to_csv("/opt/ml/processing/work/rows.csv")\n'
        '    rows = pd.read_csv("/opt/ml/processing/work/rows.csv")',
    ),
    _read(
        "a file that may be there",
        f'import os\n    {READ}\n    if os.path.exists("/opt/ml/processing/more/more.csv"):\n'
        '        rows = pd.concat([rows, pd.read_csv("/opt/ml/processing/more/more.csv")])',
        warns=("SMP609",),
    ),
    _read(
        "the names of the files are a constant of the script",
        'FILES = {"raw": "/opt/ml/processing/input/transactions.csv"}\n    rows = pd.read_csv(FILES["raw"])',
    ),
    Variant(
        "the model is unpacked by a function with the folder as its default",
        CLAIMS,
        (
            Edit(
                '    with tarfile.open("/opt/ml/processing/model/model.tar.gz") as archive:\n        archive.extractall(".")',
                '    def unpack(name, folder="/opt/ml/processing/model"):\n'
                '        with tarfile.open(f"{folder}/{name}.tar.gz") as archive:\n            archive.extractall(".")\n\n'
                '    unpack("model")',
                "code/measure.py",
            ),
        ),
    ),
    Variant(
        "a channel by its path",
        CHURN,
        (Edit('Path(os.environ["SM_CHANNEL_TRAIN"])', 'Path("/opt/ml/input/data/train")', "scripts/train.py"),),
    ),
)
