"""A channel's states and actions as a diagram (Mermaid), drawn from the declarations."""

from django.utils.translation import override

from interaction.casework.actions import Action, actions_of
from interaction.casework.channels import Channel
from interaction.casework.models import NEW

# An action possible in so many states is told in a note: arrows from everywhere would hide the way.
FROM_EVERYWHERE = 5


def mermaid(channel: Channel) -> str:
    """Arrows of the actions that change the state, each with its law; notes for those that do not."""
    with override("zh-hans"):
        lines = ["stateDiagram-v2", "    direction LR"]
        lines += [f'    state "{label}" as {value}' for value, label in channel.model.States.choices]
        declared = list(actions_of(channel.model).values())
        for one in declared:
            if one.target and len(one.sources) < FROM_EVERYWHERE:
                lines += [f"    {_name(source)} --> {one.target}: {_said(one)}" for source in one.sources]
        lines += [f"    {value} --> [*]" for value in channel.model.States.values if value in channel.model.ENDED]
        return "\n".join(lines)


def elsewhere(channel: Channel) -> list[tuple[Action, str]]:
    """Actions that leave the state, or lead out of many, with the states in which they may be done."""
    with override("zh-hans"):
        labels = dict(channel.model.States.choices)
        return [
            (one, "、".join(str(labels[source]) for source in one.sources if source in labels))
            for one in actions_of(channel.model).values()
            if not one.target or len(one.sources) >= FROM_EVERYWHERE
        ]


def _name(state: str) -> str:
    return "[*]" if state == NEW else state


def _said(one: Action) -> str:
    return f"{one.label}（{one.law}）" if one.law else str(one.label)


def section(channel: Channel) -> str:
    """What docs/architecture.md shows of a channel."""
    rows = [f"| {one.label} | {one.law or ''} | {states} |" for one, states in elsewhere(channel)]
    table = ["| 不改变状态或者随时可办的操作 | 依据 | 可办的状态 |", "|---|---|---|", *rows]
    return "\n".join([f"### {channel.label}", "", "```mermaid", mermaid(channel), "```", "", *table, ""])
