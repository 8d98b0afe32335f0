"""What a user or a program gets to see: the findings as text or JSON, and the catalogue of all rules."""
