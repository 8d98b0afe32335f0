"""Functions and methods that read files, as data: which argument says where."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelint.pipeline.record import record


@record
class Reader:
    """Where a call says what it reads: the number of the argument, or its name; ``fails`` without such a file."""

    position: int
    names: tuple[str, ...]
    fails: bool = True


def _table(rows: str, fails: bool = True) -> dict[str, Reader]:
    """Read rows of a function, the position of its path, and the names the path goes by as a keyword."""
    split = (row.split() for row in rows.strip().splitlines())
    return {function: Reader(int(position), tuple(names), fails) for function, position, *names in split}


_FRAME = Reader(0, ("filepath_or_buffer", "path", "path_or_buf", "io"))
_OF_PANDAS = "csv table json parquet pickle feather excel hdf fwf orc stata sas xml"

FUNCTIONS: Mapping[str, Reader] = {
    **{f"pandas.read_{kind}": _FRAME for kind in _OF_PANDAS.split()},
    **_table(
        """
        joblib.load               0 filename
        sklearn.externals.joblib.load 0 filename
        torch.load                0 f
        numpy.load                0 file
        numpy.loadtxt             0 fname
        numpy.genfromtxt          0 fname
        shutil.copy               0 src
        shutil.copy2              0 src
        shutil.copyfile           0 src
        shutil.copytree           0 src
        shutil.move               0 src
        shutil.unpack_archive     0 filename
        os.rename                 0 src
        os.replace                0 src
        os.listdir                0 path
        os.scandir                0 path
        pyarrow.parquet.read_table 0 source
        pyarrow.parquet.ParquetFile 0 source
        tensorflow.keras.models.load_model 0 filepath
        keras.models.load_model   0 filepath
        xgboost.DMatrix           0 data
        PIL.Image.open            0 fp
        """
    ),
    **_table(
        """
        os.walk                   0 top
        os.path.exists            0 path
        os.path.isfile            0 path
        os.path.isdir             0 path
        os.path.getsize           0 filename
        glob.glob                 0 pathname
        glob.iglob                0 pathname
        cv2.imread                0 filename
        """,
        fails=False,
    ),
}  # fmt: skip
"""Functions of packages; those that look for a file and go on without it do not fail."""

PATH_METHODS: Mapping[str, bool] = {
    **dict.fromkeys(("read_text", "read_bytes", "iterdir", "stat", "rename", "replace"), True),
    **dict.fromkeys(("exists", "is_file", "is_dir", "glob", "rglob", "walk"), False),
}
"""Methods of :class:`pathlib.Path` that read, and whether they fail without such a file."""

METHODS: Mapping[str, Reader] = _table(
    """
    load_model      0 fname path filepath
    load_weights    0 filepath
    """
)
"""Methods of what is not known further: models."""

MAY_READ = re.compile(
    "read|load|open|glob|listdir|walk|scan|dataset|from_|parse|fetch|iter|stream|restore|image|decode|import|input"
)
"""What the names of functions hold that may read what they are told, in small letters."""

TAKE_DATA = frozenset({"DMatrix", "Dataset", "TensorDataset", "from_numpy", "from_dict", "from_records", "from_arrays"})
"""Names of functions that take data as often as paths: what is not known to be a text is taken for data."""
