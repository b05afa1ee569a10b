"""Word, .docx and .doc: the document as Word shows it with all tracked changes accepted."""
