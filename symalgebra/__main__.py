"""`python -m symalgebra`."""

import sys

from symalgebra.cli import main

if __name__ == "__main__":
    sys.exit(main())
