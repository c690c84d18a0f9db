from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "interaction.workbench"
    label = "workbench"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from interaction.casework.channels import DeskPage, offer
        from interaction.organs.models import Role
        from interaction.workbench.machine import watch
        from interaction.workbench.system_status import standstill_for
        from interaction.workbench.todos import (
            dead_letters_for,
            holiday_notice_for,
            posts_nobody_attends,
            questions_for,
        )
        from interaction.workflow.todos import offer_todos

        watch()
        offer_todos(standstill_for)
        offer_todos(questions_for)
        offer_todos(holiday_notice_for)
        offer_todos(posts_nobody_attends)
        offer_todos(dead_letters_for)
        offer(DeskPage(_("补发查询码"), "workbench:query_codes", (Role.INTAKE, Role.CALL_AGENT)))
        offer(DeskPage(_("岗位任命"), "appointments:index", (Role.SECURITY, Role.SIGNER, Role.AUDITOR)))
        offer(DeskPage(_("账号恢复"), "recovery:index", (Role.SECURITY, Role.SIGNER, Role.AUDITOR)))
        offer(DeskPage(_("我的提醒"), "reminders:mine", tuple(Role)))
        offer(DeskPage(_("放假安排"), "workbench:holidays", (Role.ADMINISTRATOR,)))
        offer(DeskPage(_("系统状态"), "workbench:system_status", (Role.ADMINISTRATOR,)))
        offer(DeskPage(_("没有送达"), "workbench:dead_letters", (Role.SUPERVISOR, Role.ADMINISTRATOR)))
