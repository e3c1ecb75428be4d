"""Every write of a wave: preparing it, answering it, closing it."""
