"""The words that can be meant: those of everyday matters, the county's names, and what several titles say."""

from collections import Counter

from django.db import transaction

from interaction.publicity.search.county import county
from interaction.publicity.search.lexicon import own_terms
from interaction.publicity.search.models import IndexRow, Term
from interaction.publicity.search.sounds import HAN, initials_of, sound_of

# So many titles are read, the newest; a word counts that stands in so many different ones: what one person has written in
# one title is nobody else's to be shown.
TITLES, SEVERAL = 100_000, 2
LENGTHS, BATCH = range(2, 13), 1000


def gather_terms() -> int:
    """Make the table anew; answers how many there are."""
    place = county()
    counted: Counter[str] = Counter()
    titles = IndexRow.objects.order_by("-on", "-id").values_list("title", flat=True)[:TITLES]
    for title in set(titles.iterator(chunk_size=BATCH)):
        counted.update({word for word, _at in place.lexicon.cut_finely(title)})
    words = {word for word, titles in counted.items() if titles >= SEVERAL and word not in place.lexicon.stop_words}
    words |= own_terms() | set(place.names)
    terms = [
        Term(word=word, sound=sound_of(word), initials=initials_of(word), titles=counted[word])
        for word in sorted(words)
        if len(word) in LENGTHS and HAN.fullmatch(word)
    ]
    with transaction.atomic():
        Term.objects.all().delete()
        Term.objects.bulk_create(terms, batch_size=BATCH)
    return len(terms)
