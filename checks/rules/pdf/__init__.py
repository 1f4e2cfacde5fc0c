"""Checks on PDF files: the machine-decidable part of PDF/UA-1 and of the PDF techniques of WCAG."""
