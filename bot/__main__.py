"""The command line: `python -m bot VERB`. Each verb is a module of bot/operate with a `main(arguments)`."""

import importlib
import sys

VERBS = {
    "run": "connect the bot to Slack and run it (what the container runs; never a sandbox)",
    "start": "what `make run` does: the bot on Slack with tokens, the sandbox without any",
    "sandbox": "the small Slack in the browser, without the bot",
    "manifest": "print the Slack app manifest (--http https://… for HTTP mode)",
    "connect": "create the Slack app step by step, check its tokens, write .env",
    "doctor": "look the whole set-up over; every fault comes with its mend",
    "simulate": "match the people of a CSV file, with neither Slack nor a database",
    "skills": "add a list of skills to the catalogue (import FILE.csv)",
    "verify": "check the proof in a matching round's file, from that file alone",
    "backup": "a checked copy of the database, while the bot runs",
}


def main(arguments: list[str]) -> int:
    """Runs one verb; the exit code is 0 when all is well, 1 for a fault that was said, 2 for a wrong call."""
    verb = arguments[0] if arguments else "help"
    if verb in VERBS:
        # only the verb that was asked for is imported: the bot and its sandbox are two processes
        return int(importlib.import_module(f"bot.operate.{verb}").main(arguments[1:]))
    asked_for_help = verb in ("help", "-h", "--help")
    if not asked_for_help:
        print(f"There is no verb {verb!r}.\n", file=sys.stderr)
    print("python -m bot VERB [--help], where VERB is one of:\n")
    print("\n".join(f"  {name:9} {what}" for name, what in VERBS.items()))
    return 0 if asked_for_help else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
