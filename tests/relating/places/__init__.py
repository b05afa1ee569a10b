"""What two places of one document must tell alike, asked of small reports."""
