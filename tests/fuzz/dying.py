"""A turn that is killed by a signal as often as the file ``deaths`` in its folder says, and leaves no input."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

if __name__ == "__main__":
    file = Path(sys.argv[2]) / "deaths"
    left = int(file.read_text())
    print(f"{left} deaths left")
    sys.stdout.flush()
    file.write_text(str(left - 1))
    if left:
        os.kill(os.getpid(), signal.SIGALRM)
