"""What outreach stores: entries of every kind, open days with their sign-ups, service points."""

from interaction.outreach.models.days import OpenDay, SignUp
from interaction.outreach.models.entries import Announcement, Entry, Episode, Programme, Question
from interaction.outreach.models.points import ServicePoint

__all__ = ["Announcement", "Entry", "Episode", "OpenDay", "Programme", "Question", "ServicePoint", "SignUp"]
