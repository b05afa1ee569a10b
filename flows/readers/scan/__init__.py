"""Pictures of pages: text recognised, rulings traced."""
