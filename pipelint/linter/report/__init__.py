"""How a result is told: as text for people, as JSON for programs."""
