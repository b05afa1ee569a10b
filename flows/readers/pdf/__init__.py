"""Pages of a PDF: its characters, rulings and pictures as PDFium tells them."""
