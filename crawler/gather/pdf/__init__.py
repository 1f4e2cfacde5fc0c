"""Read PDF files into `PdfDocument`: structure, content, fonts, annotations, metadata. It judges nothing.

`document.read_pdf` does the work in this process; `desk.PdfDesk` has it done in one that can be ended, since
files from the web may be made to harm.
"""
