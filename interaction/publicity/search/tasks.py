from celery import shared_task

from interaction.publicity.search.terms import gather_terms


@shared_task
def gather_search_terms() -> int:
    return gather_terms()
