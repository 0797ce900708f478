"""One module per applicant tracking system: openings in, a response in its exact shape out."""
