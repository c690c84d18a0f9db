"""What is done again and again, how often, and by which of the workers. Times of day are those of Asia/Shanghai.

A tick that could not be worked off in time is dropped: the next one does the same. What takes long has workers of its own,
so that warnings of statutory limits, figures and notices never wait for it.
"""

from typing import Any

from celery.schedules import crontab

# Queues: what is done in seconds, and what may take hours.
WORK, LONG = "work", "long"
# Seconds that a task of hours may take.
HOURS = 6 * 3600
# Seconds after which a tick is dropped: one of a time of day, and any other at the earliest.
_OF_A_DAY, _SOONEST = 6 * 3600, 10


def _tick(task: str, every: float | crontab, *args: str, queue: str = WORK) -> dict[str, Any]:
    expires = _OF_A_DAY if isinstance(every, crontab) else max(every, _SOONEST)
    return {"task": task, "schedule": every, "args": args, "options": {"queue": queue, "expires": expires}}


def _long(task: str, every: float | crontab) -> dict[str, Any]:
    return _tick(task, every, queue=LONG)


def _daily(hour: int | str, minute: int) -> crontab:
    return crontab(hour=hour, minute=minute)


SCHEDULE: dict[str, dict[str, Any]] = {
    # Statutory limits, figures and what open pages hear.
    "sweep": _tick("interaction.casework.tasks.sweep_clocks", 60.0),
    "figures": _tick("interaction.statistics.tasks.fold_events", 3.0),
    "heartbeat": _tick("interaction.notices.tasks.heartbeat", 10.0),
    "seal": _tick("interaction.proving.tasks.seal_the_day", crontab(minute=10)),
    "consultations": _tick("interaction.consultations.tasks.flag_late", _daily("8-18", 20)),
    "open-days": _tick("interaction.outreach.tasks.look_after_open_days", _daily("9-18", 20)),
    "knowledge": _tick("hotline.knowledge.tasks.remind_keepers", _daily(8, 40)),
    "unasked": _tick("hotline.tasks.close_orders_nobody_is_asked_about", _daily(6, 10)),
    # In the morning; every hour after it, so that what was missed (no worker, no power) is made up for.
    "bulletins": _tick("hotline.rates.tasks.issue_bulletins", _daily("6-22", 10)),
    # What goes out.
    "notices": _tick("interaction.notices.tasks.deliver_outbox", 10.0, "notices"),
    "robots": _tick("interaction.notices.tasks.deliver_outbox", 10.0, "robots"),
    "reminders": _tick("interaction.reminders.tasks.remind_staff", 60.0),
    "exchange": _tick("interaction.notices.tasks.deliver_outbox", 5.0, "reports"),
    "untold-answers": _tick("interaction.casework.tasks.follow_untold_answers", 60.0),
    "mailed-replies": _tick("requests_app.tasks.follow_mails", 15.0),
    "subscribers": _tick("interaction.publicity.subscriptions.tasks.tell_subscribers", 60.0),
    # What came in.
    "scanning": _tick("interaction.casework.tasks.scan_waiting_files", 60.0),
    "ledgers": _long("requests_app.tasks.work_on_ledgers", 2.0),
    "archive-packages": _long("interaction.archive.tasks.make_packages", 5.0),
    # Records and checks.
    "watch": _tick("interaction.workbench.tasks.watch", 300.0),
    "unusual-readings": _tick("interaction.audit.tasks.watch_readings", 600.0),
    "case-checks": _long("interaction.workbench.tasks.check_all_cases", _daily(4, 30)),
    "search-terms": _long("interaction.publicity.search.tasks.gather_search_terms", _daily(4, 10)),
    # What is kept no longer.
    "retention": _long("interaction.publicity.tasks.anonymise_old_cases", _daily(3, 30)),
    "filing": _long("interaction.publicity.tasks.file_closed_years", _daily(2, 30)),
    "accounts": _long("interaction.citizens.tasks.delete_forgotten_accounts", _daily(3, 40)),
    "old-opinions": _long("interaction.consultations.tasks.forget_opinions", _daily(3, 40)),
    "survey-respondents": _tick("interaction.consultations.tasks.forget_survey_respondents", 3600.0),
    "old-calls": _long("hotline.telephony.tasks.forget_calls", _daily(3, 50)),
    "old-texts": _long("hotline.texting.tasks.forget_texts", _daily(3, 55)),
    "old-complaints": _long("requests_app.complaints.tasks.forget_complaints", _daily(3, 55)),
    "sign-ins": _long("interaction.sign_in.tasks.forget_sign_ins", _daily(4, 5)),
    "old-readings": _long("interaction.audit.tasks.prune_readings", _daily(4, 50)),
    "sessions": _long("interaction.sign_in.tasks.forget_sessions", _daily(4, 20)),
    "attempts": _tick("interaction.visitors.tasks.forget_attempts", 3600.0),
    "erasures": _tick("interaction.backups.tasks.list_erasures", 300.0),
    "held-files": _tick("interaction.casework.tasks.forget_stashed_files", 3600.0),
    "sign-in-codes": _tick("interaction.citizens.tasks.forget_what_is_over", 600.0),
    "unconfirmed": _tick("interaction.publicity.subscriptions.tasks.forget_unconfirmed_subscriptions", 3600.0),
}
# Where there is a key to seal it to.
BACKUP = {"backup": _long("interaction.backups.tasks.make_backup", _daily(1, 30))}
OF_HOURS = sorted({str(one["task"]) for one in {**SCHEDULE, **BACKUP}.values() if one["options"]["queue"] == LONG})
