"""What each municipality is told about its own publication, and whether it was too early. Pure."""

from datetime import datetime

from decisions.models import LocalPublication
from dutch.moments import format_moment, local_date

MOMENT = "{moment}"  # stands in the text of an instruction where the moment comes
INSTRUCTION = (
    f"Publiceer uw besluitenlijst, de raadsbrief en het collegevoorstel pas vanaf {MOMENT}. "
    "Kijk eerst in het portaal of het embargo dan is afgelopen: het loopt door zolang nog niet elk "
    "college de gelegenheid heeft gehad. Leg daarna hier vast waar u publiceerde."
)
LIFTED = (
    f"Het embargo is opgeheven op {MOMENT}. U kunt uw besluitenlijst, de raadsbrief en het "
    "collegevoorstel publiceren. Leg daarna hier vast waar u publiceerde."
)


def instruction_text(text: str, *, not_before: datetime) -> str:
    """Return the text of an instruction with the moment filled in."""
    return text.replace(MOMENT, format_moment(not_before))


def is_early(publication: LocalPublication, *, ended_at: datetime) -> bool:
    """Tell whether it was published before the embargo ended; of the day itself we know no hour."""
    return publication.published_on < local_date(ended_at) or publication.recorded_at < ended_at
