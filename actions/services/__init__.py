"""Acts on actions, plans, consultations and participation."""
