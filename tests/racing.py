"""Acts that start in one moment, each on a connection of its own."""

import threading

from django.db import connections


def at_once(*acts):
    """Run the acts in threads that start together; return what each raised or returned."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        try:
            barrier.wait()
            answers[index] = act()
        except Exception as refusal:
            answers[index] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=numbered) for numbered in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
