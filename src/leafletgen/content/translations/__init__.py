"""Translations: the texts of the data in other languages, their state, and leaflets made of them."""
