"""Great Expectations decides every comparison again on its own and holds the tables to their contracts."""

import os

# Said before the library is first imported: it reads the setting once, and nothing may leave this machine.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
