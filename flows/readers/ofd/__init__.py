"""The national layout format OFD (GB/T 33190): pages of placed text and lines, as in a PDF."""
