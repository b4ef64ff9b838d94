"""What every step rests on: errors, events, the clock, the audit log, languages, the database."""
