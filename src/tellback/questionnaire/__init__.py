"""What is asked, and in which order: the questionnaire, its routes, its bases, its checks."""
