"""The register: schools, the localities they lie in, and how many pupils each has on roll."""
