"""Rich text: groups of control words, the text between them, and the tables that the words say."""
