"""A run as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelint.harness.run import Run
    from pipelint.harness.step_run import StepRun

_STYLES = {
    "executed": "fill:#d9f2d9,stroke:#2e7d32",
    "skipped": "fill:#eeeeee,stroke:#9e9e9e,stroke-dasharray:4",
    "failed": "fill:#f8d7da,stroke:#b71c1c",
    "never_reached": "fill:#fff3cd,stroke:#b8860b,stroke-dasharray:4",
    "stopped": "fill:#f8d7da,stroke:#b71c1c,stroke-dasharray:4",
    "not_selected": "fill:#eeeeee,stroke:#9e9e9e",
}


def drawn(run: Run) -> str:
    """Return the steps of ``run`` coloured by state, joined by what they wait for; branches bear their name."""
    ids = {name: f"s{number}" for number, name in enumerate(run.steps)}
    lines = ["flowchart TD"]
    lines.extend(f'  {ids[name]}["{_label(step)}"]:::{step.state.value}' for name, step in run.steps.items())
    arrows = {(edge.source, edge.target, _branch(run, edge.source, edge.target)) for edge in run.edges}
    for source, target, branch in sorted(arrows, key=lambda arrow: (ids[arrow[0]], ids[arrow[1]])):
        label = f"|{branch}|" if branch else ""
        lines.append(f"  {ids[source]} -->{label} {ids[target]}")
    states = {step.state.value for step in run.values()}
    lines.extend(f"  classDef {state} {style}" for state, style in _STYLES.items() if state in states)
    return "\n".join(lines)


def _label(step: StepRun) -> str:
    text = f"{step.name}<br/>{step.step.type}"
    return text.replace('"', "#quot;")


def _branch(run: Run, source: str, target: str) -> str:
    step = run.steps[source].step
    if any(child.name == target for child in step.if_steps):
        return "if"
    return "else" if any(child.name == target for child in step.else_steps) else ""
