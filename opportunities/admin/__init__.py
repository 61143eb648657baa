"""The staff's site: one file per file of models."""

from opportunities.admin import (
    access,
    dialogue,
    framework,
    initiative,
    milestone,
    parties,
    people,
    progress,
    proposals,
    sync,
    translations,
)

__all__ = [
    "access",
    "dialogue",
    "framework",
    "initiative",
    "milestone",
    "parties",
    "people",
    "progress",
    "proposals",
    "sync",
    "translations",
]
