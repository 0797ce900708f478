"""One file per applicant tracking system."""
