"""Kinds of work for the fault tests; the workers load this module with `--include`."""

import os
import time

from django.db import connection
from django.utils import timezone

from jobs.tasks import Claim, WorkRefused, work


def write_effect(claim: Claim) -> None:
    """Add a row that would show twice if the work took effect twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO fault_effect (key, fence, pid) VALUES (%s, %s, %s)",
            [claim.key, claim.fence, os.getpid()],
        )


@work("quick")
def quick(claim: Claim) -> None:
    claim.report(done=1, total=1, note="Alles")
    with claim.completing(at=timezone.now()):
        write_effect(claim)


@work("parts")
def parts(claim: Claim) -> None:
    """Work for about a second, in twenty parts."""
    for part in range(1, 21):
        time.sleep(0.05)
        claim.report(done=part, total=20, note=f"Deel {part}")
    with claim.completing(at=timezone.now()):
        write_effect(claim)


@work("silent")
def silent(claim: Claim) -> None:
    """Work for one and a half lease without a word; only the heartbeat keeps the lease."""
    time.sleep(1.5)
    with claim.completing(at=timezone.now()):
        write_effect(claim)


@work("slow to write")
def slow_to_write(claim: Claim) -> None:
    claim.report(done=0, total=1)
    with claim.completing(at=timezone.now()):
        write_effect(claim)
        if claim.attempt == 1:
            time.sleep(2)


@work("breaks once")
def breaks_once(claim: Claim) -> None:
    with claim.completing(at=timezone.now()):
        write_effect(claim)
        if claim.attempt == 1:
            raise ZeroDivisionError


@work("refuses")
def refuses(claim: Claim) -> None:
    raise WorkRefused("De bijlage is leeg.")


@work("chaotic")
def chaotic(claim: Claim) -> None:
    """Work for a moment in a few parts, as long as the key says."""
    milliseconds = int(claim.key.rpartition("-")[2])
    for part in range(1, 4):
        time.sleep(milliseconds / 3000)
        claim.report(done=part, total=3)
    with claim.completing(at=timezone.now()):
        write_effect(claim)
