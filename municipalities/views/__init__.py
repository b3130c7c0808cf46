"""Pages about organisations and the people who act for them."""

from municipalities.views.acting import act_for, fixed_address, notice

__all__ = ["act_for", "fixed_address", "notice"]
