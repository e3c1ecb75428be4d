"""Documents: figures and words in reading order, as HTML, PDF, .docx and .odt from one source."""
