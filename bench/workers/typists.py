"""The students of one class, each in a lab of their own.

    python -m bench.workers.typists URL CODE COUNT

Says `seated` once all have a session open. A line LINES has each of them type so many,
one as soon as the other is answered; it says `typed` afterwards.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from tests.deploy.rig import Phone, seated


def main(url: str, code: str, count: int) -> None:
    phones = seated(url, code, count)

    def sit(phone: Phone) -> None:
        phone.open_session()
        assert phone.ask("watch", **{"lab": phone.lab, "from": 0})["ok"]

    with ThreadPoolExecutor(count) as together:
        list(together.map(sit, phones))
        print("seated", flush=True)
        for lines in sys.stdin:

            def rush(phone: Phone, lines: int = int(lines)) -> None:
                for _ in range(lines):
                    phone.type("EHLO pc-ana")

            list(together.map(rush, phones))
            print("typed", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
