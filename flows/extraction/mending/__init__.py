"""What a scanner or a page got wrong, put right where form or a sum confirms it."""
