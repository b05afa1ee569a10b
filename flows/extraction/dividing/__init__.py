"""Where one report of a file ends and the next begins: what stretches of it say of themselves, and which are one."""
