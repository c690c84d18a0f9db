"""What is stored of consultations, opinions, reports, hearings, surveys and the catalogue of decisions."""

from interaction.consultations.models.catalogue import Catalogue, CatalogueItem
from interaction.consultations.models.consultation import Annex, Clause, Consultation, Standing
from interaction.consultations.models.hearing import Attendance, Hearing
from interaction.consultations.models.opinion import FeedbackReport, Opinion, OpinionGroup
from interaction.consultations.models.survey import Choice, Question, Survey, SurveyAnswer, SurveyPart, SurveyRespondent

__all__ = [
    "Annex", "Attendance", "Catalogue", "CatalogueItem", "Choice", "Clause", "Consultation", "FeedbackReport",
    "Hearing", "Opinion", "OpinionGroup", "Question", "Standing", "Survey", "SurveyAnswer", "SurveyPart",
    "SurveyRespondent",
]  # fmt: skip
