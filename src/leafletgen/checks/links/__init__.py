"""Whether web addresses are alive: `http` asks them, `states` judges the answers."""
