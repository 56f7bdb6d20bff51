"""What a transcript says in its own words, in both languages.

Keys are kinds of facts, so that a note is looked up by what happened; `{host}` is where
it happened, `{conn}` on which connection, and the other names are the fact's fields.
Kinds that are absent are not told: segments, for instance. It refuses protocol text,
which is never translated.
"""

from collections.abc import Mapping

LANGUAGES = ("es", "en")

NOTES: Mapping[str, Mapping[str, str]] = {
    "es": {
        "lab.opened": "Cartero · escenario {scenario} · semilla {seed}",
        "tcp.connection_opened": "{conn}: {host} habla con {server}, {service},"
        " puerto {server_port}",
        "tcp.connection_refused": "{conn}: {host} llama a {server}, que no atiende"
        " el puerto {server_port}",
        "tcp.connection_timed_out": "{host}: {peer} no responde, {attempts} intentos",
        "tcp.connection_closed": "cerrada por {by}; {client_octets} octetos del"
        " cliente, {server_octets} del servidor",
        "tcp.connection_broken": "rota; {client_octets} octetos del cliente,"
        " {server_octets} del servidor",
        "tls.handshake_completed": "TLS: desde aquí el cable solo lleva registros"
        " cifrados; lo que sigue es lo de dentro",
        "tls.handshake_failed": "{host}: esperaba TLS y no lo es, {reason}",
        "lab.intervened": "{actor}: {act}({target})",
        "clock.skipped": "se saltó la espera: {expired}",
        "host.powered_on": "{host} se enciende",
        "host.powered_off": "{host} se apaga",
        "link.cut": "se corta el cable de {link}",
        "link.restored": "el cable de {link} vuelve a funcionar",
        "terminal.refused": "{host}: no se pudo, {reason} {target}",
        "dns.query_received": "{host}: pregunta {id} por {transport}, {name} {type}",
        "dns.response_sent": "{host}: respuesta {id}, {code}, {answers}",
        "dns.query_timed_out": "{host}: {server} no responde sobre {name} {type},"
        " intento {attempt}",
        "dns.cache_answered": "{host}: ya sabía {name} {type}, {result}, le quedan"
        " {ttl_s} s",
        "icmp.unreachable_sent": "{host}: nadie atiende el puerto {port} de {protocol}",
        "mail.route_found": "{host}: camino para {domain}: {result} {hosts}",
        "prompt.command_entered": "{host}$ {text}",
        "message.composed": "{host}: carta {message} escrita, «{subject}»,"
        " de <{reverse_path}> para {forward_paths}, {length} octetos",
        "message.queued": "{host}: mensaje {message} aceptado y en cola,"
        " de <{reverse_path}> para {forward_paths}, {length} octetos",
        "message.dequeued": "{host}: mensaje {message} fuera de la cola: {result}",
        "message.delivered": "{host}: mensaje {message} entregado en el buzón"
        " {mailbox} con el identificador {unique_id}, {length} octetos",
        "mailbox.locked": "{host}: buzón {mailbox} reservado para esta sesión",
        "mailbox.unlocked": "{host}: buzón {mailbox} libre",
        "message.removed": "{host}: mensaje {unique_id} borrado del buzón {mailbox}",
        "message.flagged": "{host}: mensaje {unique_id} de {folder} con las marcas:"
        " {flags}",
        "message.collected": "{host}: carta recogida, «{subject}»,"
        " de {header_from}, {length} octetos",
    },
    "en": {
        "lab.opened": "Cartero · scenario {scenario} · seed {seed}",
        "tcp.connection_opened": "{conn}: {host} talks to {server}, {service},"
        " port {server_port}",
        "tcp.connection_refused": "{conn}: {host} calls {server}, which does not"
        " serve port {server_port}",
        "tcp.connection_timed_out": "{host}: {peer} does not answer,"
        " {attempts} attempts",
        "tcp.connection_closed": "closed by {by}; {client_octets} octets from the"
        " client, {server_octets} from the server",
        "tcp.connection_broken": "broken; {client_octets} octets from the client,"
        " {server_octets} from the server",
        "tls.handshake_completed": "TLS: from here on the wire carries nothing but"
        " encrypted records; what follows is what is inside",
        "tls.handshake_failed": "{host}: expected TLS and it is none, {reason}",
        "lab.intervened": "{actor}: {act}({target})",
        "clock.skipped": "the wait was skipped: {expired}",
        "host.powered_on": "{host} is switched on",
        "host.powered_off": "{host} is switched off",
        "link.cut": "the cable of {link} is cut",
        "link.restored": "the cable of {link} works again",
        "terminal.refused": "{host}: it could not be done, {reason} {target}",
        "dns.query_received": "{host}: query {id} over {transport}, {name} {type}",
        "dns.response_sent": "{host}: response {id}, {code}, {answers}",
        "dns.query_timed_out": "{host}: {server} does not answer about {name} {type},"
        " attempt {attempt}",
        "dns.cache_answered": "{host}: knew {name} {type} already, {result}, for"
        " {ttl_s} s more",
        "icmp.unreachable_sent": "{host}: nobody serves port {port} of {protocol}",
        "mail.route_found": "{host}: way to {domain}: {result} {hosts}",
        "prompt.command_entered": "{host}$ {text}",
        "message.composed": '{host}: letter {message} written, "{subject}",'
        " from <{reverse_path}> to {forward_paths}, {length} octets",
        "message.queued": "{host}: message {message} accepted and queued,"
        " from <{reverse_path}> to {forward_paths}, {length} octets",
        "message.dequeued": "{host}: message {message} out of the queue: {result}",
        "message.delivered": "{host}: message {message} delivered to mailbox"
        " {mailbox} with identifier {unique_id}, {length} octets",
        "mailbox.locked": "{host}: mailbox {mailbox} locked for this session",
        "mailbox.unlocked": "{host}: mailbox {mailbox} free",
        "message.removed": "{host}: message {unique_id} removed from mailbox {mailbox}",
        "message.flagged": "{host}: message {unique_id} of {folder} has the flags:"
        " {flags}",
        "message.collected": '{host}: letter collected, "{subject}",'
        " from {header_from}, {length} octets",
    },
}

LEGEND: Mapping[str, str] = {
    "es": "C: cliente · S: servidor · --: lo que ocurre alrededor"
    " · tiempos en segundos desde el comienzo",
    "en": "C: client · S: server · --: what happens around them"
    " · times in seconds from the beginning",
}

UNREAD: Mapping[str, str] = {
    "es": "enviado, pero el servidor nunca lo leyó:",
    "en": "sent, but the server never read it:",
}

VALUES: Mapping[str, Mapping[tuple[str, str], str]] = {
    "es": {
        ("actor", "student"): "estudiante",
        ("actor", "auto"): "demostración",
        ("actor", "teacher"): "profesor",
        ("actor", "gateway"): "programa externo",
        ("result", "delivered"): "entregado",
        ("result", "relayed"): "retransmitido",
        ("result", "refused"): "rechazado",
        ("result", "expired"): "caducado",
        ("service", "smtp"): "SMTP",
        ("service", "submission"): "SMTP (envío)",
        ("service", "pop3"): "POP3",
        ("service", "imap"): "IMAP",
        ("service", "dns"): "DNS",
        ("result", "found"): "encontrado",
        ("result", "no_data"): "sin registros",
        ("result", "no_such_domain"): "no existe",
        ("result", "null_mx"): "no recibe correo",
        ("result", "no_mail_hosts"): "nadie recibe",
        ("result", "later"): "más tarde",
        ("transport", "udp"): "UDP",
        ("transport", "tcp"): "TCP",
    },
    "en": {
        ("actor", "auto"): "demonstration",
        ("actor", "gateway"): "outside program",
        ("service", "smtp"): "SMTP",
        ("service", "submission"): "SMTP (submission)",
        ("service", "pop3"): "POP3",
        ("service", "imap"): "IMAP",
        ("service", "dns"): "DNS",
        ("result", "no_data"): "no records",
        ("result", "no_such_domain"): "no such domain",
        ("result", "null_mx"): "takes no mail",
        ("result", "no_mail_hosts"): "nobody takes it",
        ("transport", "udp"): "UDP",
        ("transport", "tcp"): "TCP",
    },
}
"""Values of fields that are words of ours: `(field, value)` to what is written."""
