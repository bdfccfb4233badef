"""How fast leafletgen is, beside other ways to make the same leaflet. `make bench` runs all of it."""
