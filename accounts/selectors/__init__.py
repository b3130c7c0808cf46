"""What people see of their own account."""

from accounts.selectors.holdings import Holdings, export_of, holdings
from accounts.selectors.profile import ProfilePage, mail_wanted, profile_page

__all__ = ["Holdings", "ProfilePage", "export_of", "holdings", "mail_wanted", "profile_page"]
