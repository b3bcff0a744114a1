"""When to stop: Ctrl-C, SIGTERM, and the terminal that is closed."""

import asyncio
import signal


def stop_asked_for() -> asyncio.Event:
    """An event that is set by the first signal to stop; call it inside the running loop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup means it
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
