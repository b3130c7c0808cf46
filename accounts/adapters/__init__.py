"""How allauth is fitted to this portal."""

from accounts.adapters.account import AccountAdapter
from accounts.adapters.factors import SecondFactorAdapter
from accounts.adapters.providers import ProviderAdapter

__all__ = ["AccountAdapter", "ProviderAdapter", "SecondFactorAdapter"]
