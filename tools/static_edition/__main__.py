"""`make static`."""

from tools.run import ROOT
from tools.static_edition.folder import built

folder = built()
size = sum(file.stat().st_size for file in (folder / "parts").glob("*.bin"))
print(f"{folder.relative_to(ROOT)}  {size / 1e6:.1f} MB to fetch")
