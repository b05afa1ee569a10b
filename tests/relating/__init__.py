"""What a report itself says must hold."""
