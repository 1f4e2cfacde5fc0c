"""Checks of text documents, workbooks and books (DOCX, ODT, XLSX, EPUB)."""
