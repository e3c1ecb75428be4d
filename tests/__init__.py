"""Everything that is tested: the library, the web floor, journeys, and the house itself."""
