"""What a page shows: one function per page, one frozen value."""

from decisions.selectors.board import Board, board
from decisions.selectors.overview import Overview, overview
from decisions.selectors.proposal import ProposalPage, proposal_page
from decisions.selectors.ratification import RatificationPage, ratification_page
from decisions.selectors.readers import ReadersPage, readers_page

__all__ = [
    "Board",
    "Overview",
    "ProposalPage",
    "RatificationPage",
    "ReadersPage",
    "board",
    "overview",
    "proposal_page",
    "ratification_page",
    "readers_page",
]
