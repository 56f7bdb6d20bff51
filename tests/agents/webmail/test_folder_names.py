"""What the webmail calls the folders of an account."""

from tests.agents.mailbox_reader import Reader


def test_folders_of_a_special_use_are_called_as_the_reader_calls_them():
    reader = Reader()
    reader.log_in()
    reader.get("/folder/INBOX", language="en")
    assert '<a href="/folder/Papelera">Trash</a>' in reader.page
    reader.get("/letter/INBOX/1", language="en")
    assert '<option value="Papelera">Trash</option>' in reader.page
    reader.get("/folder/Papelera", language="en")
    assert "<h1>Trash</h1>" in reader.page
    reader.get("/folder/Papelera", language="es")
    assert "<h1>Papelera</h1>" in reader.page
