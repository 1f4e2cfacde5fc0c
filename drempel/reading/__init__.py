"""Read the documents that writers have: text, Markdown, HTML, Word, OpenDocument and PDF."""
