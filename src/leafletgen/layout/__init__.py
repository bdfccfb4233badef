"""From a composed leaflet to pages of items at fixed positions."""
