"""The pages of actions, by noun."""
