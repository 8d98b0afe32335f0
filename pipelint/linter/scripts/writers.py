"""Functions and methods that write files, as data: which argument says where."""

from __future__ import annotations

from collections.abc import Mapping

from pipelint.pipeline.record import record


@record
class Writer:
    """Where a call says which file it writes: the number of the argument, or its name; ``folder``: a whole folder."""

    position: int
    names: tuple[str, ...]
    folder: bool = False


def _table(rows: str, folder: bool = False) -> dict[str, Writer]:
    """Read rows of a function, the position of its path, and the names the path goes by as a keyword."""
    split = (row.split() for row in rows.strip().splitlines())
    return {function: Writer(int(position), tuple(names), folder) for function, position, *names in split}


FUNCTIONS: Mapping[str, Writer] = {
    **_table(
        """
        joblib.dump               1 filename
        sklearn.externals.joblib.dump 1 filename
        torch.save                1 f
        numpy.save                0 file
        numpy.savez               0 file
        numpy.savez_compressed    0 file
        numpy.savetxt             0 fname
        shutil.copy               1 dst
        shutil.copy2              1 dst
        shutil.copyfile           1 dst
        shutil.move               1 dst
        os.rename                 1 dst
        os.replace                1 dst
        pyarrow.parquet.write_table 1 where
        matplotlib.pyplot.savefig 0 fname
        """
    ),
    **_table(
        """
        shutil.copytree           1 dst
        shutil.unpack_archive     1 extract_dir
        """,
        folder=True,
    ),
}
"""Functions of packages."""

METHODS: Mapping[str, Writer] = {
    **_table(
        """
        to_csv       0 path_or_buf
        to_json      0 path_or_buf
        to_parquet   0 path
        to_pickle    0 path
        to_feather   0 path
        to_excel     0 excel_writer
        to_hdf       0 path_or_buf
        savefig      0 fname
        save_model   0 fname path filepath
        save_weights 0 filepath
        """
    ),
    **_table(
        """
        save_pretrained 0 save_directory
        extractall      0 path
        """,
        folder=True,
    ),
}
"""Methods of what is not known further: frames of pandas, models, figures."""

OPENERS = frozenset(
    "builtins.open io.open codecs.open gzip.open bz2.open lzma.open tarfile.open zipfile.ZipFile h5py.File "
    "fsspec.open smart_open.open tensorflow.io.gfile.GFile".split()
)
"""Functions that open a file, by its path and a mode; without one, for reading."""

MAY_WRITE = (
    "save",
    "write",
    "dump",
    "export",
    "to_",
    "store",
    "persist",
    "serialize",
    "upload",
    "copy",
    "move",
    "plot",
)
"""How the names of functions begin that may write where they are told."""

NEVER_WRITES = tuple(
    "read load open list glob exists is_ get print info debug warn error log add_ join from_ scan make mkdir".split()
)
"""How the names of functions begin that write nothing, whatever path they are given."""
PURE = frozenset(
    "builtins sys logging json time math argparse pathlib re glob datetime collections typing warnings random "
    "itertools functools os ast string enum dataclasses traceback".split()
)
"""Packages of Python whose functions write nothing, but for those that are known here."""

STARTS_OTHERS = frozenset(
    {
        "os.system",
        "subprocess.run",
        "subprocess.call",
        "subprocess.check_call",
        "subprocess.check_output",
        "subprocess.Popen",
        "runpy.run_path",
        "os.execvp",
    }
)
"""Functions that start other programs, which may write anything."""

SETS_VARIABLES = frozenset(
    "os.environ.setdefault os.environ.update os.putenv dotenv.load_dotenv environ.Env.read_env".split()
)
"""Functions that set variables of the environment, of names that are not followed."""
