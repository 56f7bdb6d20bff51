"""A class with its teacher and students, each in a browser of their own."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.live import Visits, settled


class ClassOfFive:
    """A class with its teacher's page; students come in under a name. Not `begun`: its
    teacher has not gone in yet."""

    def __init__(self, visit: Visits, *, begun: bool = True) -> None:
        self.visit = visit
        self.students: list[Page] = []
        self.teacher = visit("/clase", size="projector")
        self.teacher.get_by_role("button", name="Abrir una clase").click()
        self.code = self.teacher.locator(".join-code").inner_text()
        if begun:
            self.begin()

    def begin(self) -> None:
        """The teacher goes in."""
        self.teacher.get_by_role("link", name="Ir a la clase").click()
        expect(self.teacher.locator("ct-classroom h1")).to_be_visible()

    def student(self, name: str, size: str = "laptop", lang: str = "es") -> Page:
        """Somebody new, who follows."""
        page = self.visit(f"/clase/{self.code}", size=size, lang=lang)
        self.students.append(page)
        page.locator("#name").fill(name)
        page.locator("button.go").click()
        expect(bar(page)).to_contain_text(name)
        return page

    def erase(self) -> None:
        """It is over, and nothing of it is kept. Nobody's page hears of it."""
        for page in (*self.teacher.context.pages, *self.students):
            page.goto("about:blank")
        answer = self.teacher.request.post(f"/clase/{self.code}/borrar")
        assert answer.ok, answer.text()

    def goes_to(self, path: str) -> None:
        """The teacher opens another page."""
        self.teacher.goto(path)
        settled(self.teacher)


def bar(page: Page) -> Locator:
    return page.locator("ct-class-bar")


def step(page: Page) -> Locator:
    return page.locator(".ct-step")
