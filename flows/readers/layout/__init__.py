"""From printed characters and lines on pages to paragraphs and tables, whoever found them there."""
