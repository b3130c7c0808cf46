"""Celery only wakes the job table, and one module does the waking."""

import ast

from tests.architecture.tree import modules, name, tree

BROKER = {"delay", "apply_async", "send_task", "on_commit", "connection_for_write"}
AFTERWARDS = {"trail/services.py": "the file of an anchor, which every later anchor restores"}
DAILY = {
    "actions/tasks.py": "beat asks for the hour's look at occasions, which is queued as a job",
    "municipalities/tasks.py": "beat asks for the day's anchor, which is queued as a job",
    "decisions/tasks/furthering.py": "beat asks for the hour's sweep, which is queued as a job",
    "decisions/tasks/reminding.py": "beat asks for the hour's reminders, which are queued as a job",
}
TASKS = {"shared_task", "periodic_task"}


def users_of(words: set[str]) -> set[str]:
    """Return the modules that use one of these names, as attribute, variable or import."""
    return {
        name(path)
        for path in modules()
        if any(words & names(node) for node in ast.walk(tree(path)))
    }


def names(node: ast.AST) -> set[str]:
    match node:
        case ast.Attribute(attr=word) | ast.Name(id=word) | ast.alias(name=word):
            return {word}
        case _:
            return set()


def test_one_module_talks_to_the_broker():
    assert users_of(BROKER) == {"jobs/tasks/waking.py", *AFTERWARDS}


def test_work_is_registered_and_never_a_celery_task_of_its_own():
    assert users_of(TASKS) == {
        "jobs/tasks/running.py",
        "jobs/tasks/waking.py",
        *DAILY,
    }
