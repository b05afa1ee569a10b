"""What each rule catches and how often it cries wolf, measured on reports whose every number is known."""
