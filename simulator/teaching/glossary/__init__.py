"""The glossary: what each command, code, response, field and term means, as data.

`load_glossary` reads `lessons/glossary/*.toml`; a `Glossary` makes of it what the
browser needs in a language: the whole page, and the terms that texts explain in place.
"""

from simulator.teaching.glossary.entries import Unlike, WrittenEntry
from simulator.teaching.glossary.glossary import Glossary, load_glossary

__all__ = ["Glossary", "Unlike", "WrittenEntry", "load_glossary"]
