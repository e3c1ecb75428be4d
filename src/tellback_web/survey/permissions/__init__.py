"""Who may do what; the sentences that say no, one subject a file."""
