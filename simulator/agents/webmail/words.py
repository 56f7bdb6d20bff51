"""The words of the webmail's pages, in the language the browser asks for.

They are content of the simulated world, as letters are, and travel as octets of HTML:
so they stand here and not in the catalogue. It refuses other languages: Spanish.
"""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "title": "Correo web",
        "user": "Usuario",
        "password": "Contraseña",
        "enter": "Entrar",
        "wrong": "Usuario o contraseña no valen.",
        "leave": "Salir",
        "write": "Escribir",
        "new_folder": "Carpeta nueva",
        "make": "Crear",
        "empty": "Esta carpeta está vacía.",
        "no_subject": "(sin asunto)",
        "from": "De",
        "to": "Para",
        "cc": "Copia",
        "date": "Fecha",
        "subject": "Asunto",
        "text": "Texto",
        "octets": "octetos",
        "send": "Enviar",
        "sent": "Enviada.",
        "sent_to_some": "Enviada, pero no a todos:",
        "not_sent": "El servidor de correo no la aceptó:",
        "no_recipient": "Falta un destinatario, o no está bien escrito.",
        "unread": "sin leer",
        "flagged": "destacada",
        "flag": "Destacar",
        "unflag": "No destacar",
        "mark_unread": "Marcar sin leer",
        "delete": "Borrar",
        "move": "Mover a",
        "answer": "Responder",
        "attached": "Adjuntos",
        "gone": "Esa carta ya no está aquí.",
        "no_folder": "No hay ninguna carpeta con ese nombre.",
        "bad_folder": "El servidor no ha creado esa carpeta. ¿Existe ya?",
        "not_found": "Aquí no hay ninguna página con esa dirección.",
        "bad_form": "Falta algo en el formulario.",
        "no_method": "Eso no se puede hacer con esta dirección.",
        "no_server": "El servidor de buzones no contesta.",
        "back": "Volver",
    },
    "en": {
        "title": "Webmail",
        "user": "User",
        "password": "Password",
        "enter": "Log in",
        "wrong": "That user and password do not fit.",
        "leave": "Log out",
        "write": "Write",
        "new_folder": "New folder",
        "make": "Create",
        "empty": "This folder is empty.",
        "no_subject": "(no subject)",
        "from": "From",
        "to": "To",
        "cc": "Copy",
        "date": "Date",
        "subject": "Subject",
        "text": "Text",
        "octets": "octets",
        "send": "Send",
        "sent": "Sent.",
        "sent_to_some": "Sent, but not to everybody:",
        "not_sent": "The mail server did not accept it:",
        "no_recipient": "A recipient is missing, or badly written.",
        "unread": "unread",
        "flagged": "flagged",
        "flag": "Flag",
        "unflag": "Unflag",
        "mark_unread": "Mark as unread",
        "delete": "Delete",
        "move": "Move to",
        "answer": "Answer",
        "attached": "Attachments",
        "gone": "That letter is no longer here.",
        "no_folder": "There is no folder of that name.",
        "bad_folder": "The server did not create that folder. Is it there already?",
        "not_found": "There is no page at this address.",
        "bad_form": "Something is missing in the form.",
        "no_method": "That cannot be done at this address.",
        "no_server": "The mailbox server does not answer.",
        "back": "Back",
    },
}


def language(accepted: str) -> str:
    """The language of `WORDS` an Accept-Language field asks for first (RFC 9110
    §12.5.4)."""
    wishes = []
    for order, part in enumerate(accepted.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((-weight, order, tag.strip().lower()[:2]))
    return next((tag for _, _, tag in sorted(wishes) if tag in WORDS), "es")
