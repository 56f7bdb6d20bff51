"""Tells teachers' pages what the students do: once a second at most, only those that
asked, and only what is not as it was."""

from functools import partial
from weakref import WeakKeyDictionary

from simulator.classroom.classroom import Classroom
from simulator.classroom.office import DONE, ClassAnswers, Office
from simulator.classroom.requests import ClassWorkRequest
from simulator.classroom.work import RULE, WorkBook
from simulator.hosting.requests import Caller, decoding
from simulator.projections.shapes import Answer
from simulator.projections.shapes.class_work import ClassWork, WorkNews

TELL_EVERY_S = 1.0


class WorkAnswers(ClassAnswers):
    """Who does what in a class. A class that ended takes its book along."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, {"class_work": decoding(ClassWorkRequest, self._work)})
        self._books: WeakKeyDictionary[Classroom, WorkBook] = WeakKeyDictionary()
        self._reading: dict[str, WorkBook] = {}

    def left(self, browser: str) -> None:
        """That browser is gone."""
        book = self._reading.pop(browser, None)
        if book:
            book.readers.discard(browser)

    def _work(self, request: ClassWorkRequest, caller: Caller) -> Answer:
        classroom = self.office.taught(request, caller)
        self.left(caller.browser)
        if not request.on:
            return DONE
        book = self._books.setdefault(classroom, WorkBook())
        book.readers.add(caller.browser)
        self._reading[caller.browser] = book
        if not book.telling:
            book.telling = True
            self.office.scheduler.spawn(partial(self._tell, classroom, book))
        known = book.known(self.office.scheduler.now())
        return ClassWork(ok=True, rule=RULE, students=known, wrong=book.wrong)

    def _tell(self, classroom: Classroom, book: WorkBook) -> None:
        if not book.readers:
            book.telling = False
            return
        students = book.look(classroom, self.office)
        wrong = book.wrong if students and book.count_wrong() else None
        if students or wrong is not None:
            news = WorkNews(code=classroom.code, students=students, wrong=wrong)
            for browser in list(book.readers):
                self.office.tell_page(browser, "work", news)
        self.office.scheduler.defer(TELL_EVERY_S, partial(self._tell, classroom, book))
