"""Hostile mails, each read and laid out: in bounded time, without a resource asked, without hidden text.

python -m tests.attack.hostile_mail [COUNT] [SEED]
"""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from microdesk_desktop.mail.mime.message import read_message
from microdesk_desktop.mail.mime.reader import MailReader
from tests.support.mail.hostile_mails import hostile_mails
from tests.support.mail.pane import faults

COUNT = 5_000
MOST_LAYOUT_S = 0.3
MOST_PARSING_S = 2.0


def main(words: list[str]) -> int:
    """Attack, and print how many were tried and how many gave way."""
    count, seed = int(words[0]) if words else COUNT, int(words[1]) if len(words) > 1 else 7
    application = QGuiApplication(sys.argv[:1])
    reader = MailReader()
    tried = given_way = 0
    for mail in hostile_mails(count, seed):
        started = time.process_time()
        message = read_message(mail.raw)
        found = ["parsing took too long"] if time.process_time() - started > MOST_PARSING_S else []
        found += faults(mail, message, reader.read(message.body), most_seconds=MOST_LAYOUT_S)
        tried += 1
        given_way += bool(found)
        for fault in found[:3]:
            print(f"{mail.kind} ({tried}): {fault}", flush=True)
    reader.end()
    print(f"attacks tried {tried}, given way {given_way}")
    application.quit()
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
