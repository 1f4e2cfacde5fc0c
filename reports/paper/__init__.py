"""Write tagged PDF files (PDF/UA-1) in pure Python: what a report or a sheet needs, and no more."""
