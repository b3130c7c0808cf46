"""The own account: one module for each thing that people come to do."""
