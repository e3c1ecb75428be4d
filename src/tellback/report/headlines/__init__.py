"""Which sentences are told of a release, and how they lie to others."""
