"""What leaves the house: one definition per record (see shape.py)."""

from opportunities.representations.records import (
    AreaShape,
    CountryShape,
    DecisionShape,
    DialogueShape,
    EvidenceShape,
    FrameworkShape,
    OrganisationShape,
    ParticipationShape,
    RevisionShape,
    SourceShape,
    StrengthShape,
    TakeawayShape,
    UpdateShape,
)
from opportunities.representations.shape import KIND_OF, Shape, as_json
from opportunities.representations.standing import InitiativeShape, MilestoneShape

__all__ = ["KIND_OF", "SHAPES", "Shape", "as_json"]

# What a record belongs to or cites stands before it: the recorder locks and compares in this order.
SHAPES = {
    shape.kind: shape
    for shape in (
        CountryShape(),
        SourceShape(),
        OrganisationShape(),
        AreaShape(),
        FrameworkShape(),
        DialogueShape(),
        TakeawayShape(),
        StrengthShape(),
        InitiativeShape(),
        ParticipationShape(),
        MilestoneShape(),
        RevisionShape(),
        UpdateShape(),
        DecisionShape(),
        EvidenceShape(),
    )
}
