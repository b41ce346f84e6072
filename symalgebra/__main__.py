"""`python -m symalgebra` is the command `symalgebra`."""

import sys

from .cli import main

sys.exit(main())
