"""Whether answers were meant, and whether printed figures can be true. A person decides."""
