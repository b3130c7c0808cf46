"""What stands in the way, in the words that people read."""

from django.db import models


class Blocker(models.TextChoices):
    NOT_YOURS = "not_yours", "Alleen mensen van de eigen gemeente kunnen dit doen."
    NO_ROLE = "no_role", "Uw rol mag dit niet."
    NOT_OFFERED = "not_offered", "Het voorstel is nog niet aan deze gemeente aangeboden."
    CLOSED = "closed", "De sluiting is voorbij."
    TEXT_CHANGED = (
        "text_changed",
        "De tekst is vervangen nadat u deze pagina opende. Lees eerst de nieuwe versie.",
    )
    AGREED_ALREADY = "agreed_already", "Er is al akkoord gegeven op deze tekst."
    ACKNOWLEDGED = "acknowledged", "De ontvangst is al bevestigd."
    BEFORE_OFFER = "before_offer", "De datum ligt vóór de dag waarop deze tekst is aangeboden."
    BEFORE_COLLEGE = "before_college", "De datum ligt vóór het besluit van het college."
    BEFORE_MAYOR = (
        "before_mayor",
        "De machtiging kan niet ingaan vóór het besluit van de burgemeester.",
    )
    EXPIRED = "expired", "De machtiging zou al verlopen zijn."
    IN_FUTURE = "in_future", "De datum ligt in de toekomst."
    UNCONFIRMED = "unconfirmed", "Er is al een besluit vastgelegd dat nog op bevestiging wacht."
    SAME_PERSON = (
        "same_person",
        "U legde dit besluit zelf vast; een tweede persoon van uw gemeente bevestigt het.",
    )
    CONFIRMED = "confirmed", "Dit besluit is al bevestigd."
    REVOKED = "revoked", "Dit besluit is ingetrokken."
    COLLEGE = "college", "Het college heeft nog niet met deze versie ingestemd."
    LATE = "late", "Het college stemde pas na de sluiting in."
    NO_COLLEGE = "no_college", "Er is nog geen bevestigd collegebesluit."
    MAYOR = "mayor", "De burgemeester heeft het eigen beslispunt nog niet genomen."
    AUTHORISATION = "authorisation", "Er is nog geen machtiging die vandaag geldt."
    NO_SIGNATORY = (
        "no_signatory",
        "Alleen iemand van de eigen gemeente die mag tekenen, kan gemachtigd worden.",
    )
    OTHER_PERSON = "other_person", "De machtiging staat op naam van een ander."
    NO_CHOICE = "no_choice", "Kies wat er gebeurt nu het college de tekst wijzigde."
    NO_WISH = "no_wish", "Schrijf bij de toelichting welke wens in het aparte besluit staat."
    LETTER_SENT = "letter_sent", "De raadsbrief is al verzonden."
    SIGNED = "signed", "De gemeente heeft al getekend."
    FROZEN = "frozen", "Deze versie is al vastgesteld."
    NO_ITEMS = "no_items", "Het dictum heeft nog geen beslispunten."
    NO_COLLEGE_ITEM = "no_college_item", "Er is geen beslispunt van het college."
    NOT_FROZEN = "not_frozen", "Stel eerst de tekst vast."
    OFFERED = "offered", "Deze versie is al aan de colleges aangeboden."
    NO_MAYOR = "no_mayor", "Over een nader voorstel besluit alleen het college; niemand tekent."
    NOBODY = "nobody", "Dit nader voorstel gaat geen enkele gemeente meer aan."
    UNNAMED = "unnamed", "Niet elke betrokken gemeente staat in het dictum."
    PLAN_REPLACED = (
        "plan_replaced",
        "Er is een nieuwere versie van dit plan van aanpak. Daarover komt een eigen voorstel.",
    )
    EMBARGO_PAST = "embargo_past", "Het embargo kan niet in het verleden eindigen."
    EMBARGO_BACKWARDS = "embargo_backwards", "Het embargo eindigt uiterlijk vóór het kan eindigen."
    NO_EMBARGO = "no_embargo", "Er is nog geen embargo: het voorstel is nog niet aangeboden."
    EMBARGO_ENDED = "embargo_ended", "Het embargo is al afgelopen."
    EMBARGO_NOT_LATER = (
        "embargo_not_later",
        "Verlengen kan alleen naar later: kies geen moment vóór de momenten die nu gelden.",
    )
    EMBARGO_ASKED = (
        "embargo_asked",
        "Dit verzoek ligt er al. Een andere gemeente moet ermee instemmen.",
    )
    EMBARGO_MOVED = "embargo_moved", "Met dit verzoek is al ingestemd."
    EMBARGO_OVERTAKEN = (
        "embargo_overtaken",
        "Dit verzoek is vervallen: er is daarna met een ander verzoek ingestemd.",
    )
    ASKED_YOURSELF = (
        "asked_yourself",
        "U vroeg dit zelf. Iemand van een andere gemeente moet ermee instemmen.",
    )
    ASKED_BY_YOURS = (
        "asked_by_yours",
        "Uw eigen gemeente vroeg dit. Een andere gemeente moet ermee instemmen.",
    )
    INSTRUCTION_REPLACED = (
        "instruction_replaced",
        "Er is een nieuwere publicatie-instructie. Lees en bevestig die.",
    )
    INSTRUCTION_ACKNOWLEDGED = "instruction_acknowledged", "De instructie is al bevestigd."
    NO_CONCEPT = "no_concept", "Er is geen concept om te wijzigen: deze tekst is vastgesteld."
    CONCEPT_EXISTS = "concept_exists", "Er is al een concept van een nieuwe versie."
    NO_NUMBER = (
        "no_number",
        "Het eerste beslispunt staat op zichzelf, en onder een beslispunt passen 26 letters.",
    )
    HAS_NESTED = (
        "has_nested",
        "Onder dit beslispunt staan nog andere. Verplaats of verwijder die eerst.",
    )
    TOO_MANY = "too_many", "Meer beslispunten of onderdelen kan dit voorstel niet hebben."
    LOST_REFERENCE = (
        "lost_reference",
        "In de tekst wordt verwezen naar een beslispunt dat er niet is.",
    )
    CO_CREATION_OPEN = "co_creation_open", "De cocreatie is nog open. Sluit die eerst."
    CO_CREATION_CLOSED = "co_creation_closed", "De cocreatie is niet open."
    FOLLOWS_FROZEN = (
        "follows_frozen",
        "Er is al een vastgestelde versie. Instellingen schrijven dan niet meer mee.",
    )
    UNANSWERED = "unanswered", "Nog niet elke opmerking uit de cocreatie is beantwoord."
    NO_LEGAL_CHECK = "no_legal_check", "De juridische toets is nog niet vastgelegd."
    NO_CONSULTATION = "no_consultation", "Het bestuurlijk overleg is nog niet vastgelegd."
    NOT_CONFIRMED = "not_confirmed", "Uw instelling is nog niet bevestigd door de cultuurregio."
    ANSWERED = "answered", "Deze opmerking is al beantwoord."
    NOTHING_TO_TAKE_OVER = (
        "nothing_to_take_over",
        "Er is geen tekst voorgesteld die kan worden overgenomen.",
    )
    NEEDS_REASON = "needs_reason", "Een aangeboden versie vervangen kan alleen met een reden."
    REPLACEMENT = "replacement", "Een tweede persoon moet instemmen met deze nieuwe versie."
    NO_REPLACEMENT = "no_replacement", "Deze versie vervangt geen aangeboden tekst."
    AGREED = "agreed", "Met deze nieuwe versie is al ingestemd."
    FROZEN_YOURSELF = (
        "frozen_yourself",
        "U stelde deze nieuwe versie zelf vast. Iemand anders moet met die tekst instemmen.",
    )
