"""What people did: one Event for every write, never changed; and what is kept about anyone."""
