"""The questions asked of a report, one file a subject: rates, scores, shares, claims, wording."""
