"""What was recorded, as the rules ask for it."""
