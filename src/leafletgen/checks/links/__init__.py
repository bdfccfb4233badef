"""Whether web addresses can be opened: `http` sends requests, `states` classifies the answers."""
