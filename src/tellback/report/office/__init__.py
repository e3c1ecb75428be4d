"""A document for word processors: .docx and .odt."""
