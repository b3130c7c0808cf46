"""What the pages of actions show."""
