"""The questionnaire in print: a booklet as an accessible PDF, from the same file as the screen."""
