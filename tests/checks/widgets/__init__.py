"""Widgets that are built as WAI-ARIA 1.2 wants them; see `test_widgets.py`."""
