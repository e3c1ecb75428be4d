"""The pages of a wave: the pupil's, and the officer's."""
