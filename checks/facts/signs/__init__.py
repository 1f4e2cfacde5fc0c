"""Readers of signs: words and elements that e-inclusion indicators ask for, beyond the `Facts` of a page.

Each reader gets the page and returns a `Sign` or `None`. What is looked for in sentences is looked for in the
content of a page, not in its menus, header and footer, unless a reader says otherwise.
"""
