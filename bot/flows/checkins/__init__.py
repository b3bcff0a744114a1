"""Check-ins: the mentee is asked first, one answer counts for both, and silence is followed up once."""
