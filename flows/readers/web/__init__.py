"""Web pages without what frames their content."""
