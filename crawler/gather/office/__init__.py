"""Read DOCX, ODT, XLSX and EPUB files.

`document.read_office` does the work in this process; `desk.OfficeDesk` has it done in one that can be ended,
since files from the web may be made to harm.
"""
