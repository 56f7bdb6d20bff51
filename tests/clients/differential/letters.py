"""Letters for comparing what servers make of them, well and badly written."""

DATE = b"23-Nov-2026 09:00:00 +0100"


def _letter(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8")


PLAIN = _letter("""\
From: Benito <benito@sur.example>
To: ana@norte.example
Subject: Hola
Date: Mon, 23 Nov 2026 08:30:00 +0100
Message-ID: <1@sur.example>

Hola, Ana.
.Un punto.
Hasta luego.
""")

LATIN = (
    b"From: =?iso-8859-1?q?Mar=EDa?= <carla@sur.example>\r\n"
    b"To: ana@norte.example, Diego <diego@norte.example>\r\n"
    b"Cc: benito@sur.example\r\n"
    b"Subject: =?utf-8?b?QWRpw7Nz?= a\r\n todos\r\n"
    b"Date: Tue, 24 Nov 2026 23:30:00 -0800\r\n"
    b"Message-ID: <2@sur.example>\r\nIn-Reply-To: <1@sur.example>\r\n"
    b"References: <0@sur.example> <1@sur.example>\r\n"
    b"MIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Ma=F1ana ser=E1 otro d=EDa.\r\n"
)

PARTS = _letter("""\
From: benito@sur.example
To: ana@norte.example
Subject: Partes
Date: Wed, 25 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="corte"

Preface.
--corte
Content-Type: multipart/alternative; boundary=dentro

--dentro
Content-Type: text/plain; charset=utf-8
Content-Language: es, en

uno
--dentro
Content-Type: text/html; charset="utf-8"
Content-ID: <parte@sur.example>
Content-Description: la misma

<p>uno</p>
--dentro--
--corte
Content-Type: image/png; name="foto.png"
Content-Disposition: attachment; filename="foto.png"; size=4
Content-Transfer-Encoding: base64
Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
Content-Location: http://sur.example/foto.png

iVBORw==
--corte--
Epilogue.
""")

NESTED = _letter("""\
From: benito@sur.example
To: ana@norte.example
Subject: Fwd
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=fuera

--fuera
Content-Type: message/rfc822
Content-Disposition: inline

From: Carla <carla@sur.example>
To: benito@sur.example
Subject: Dentro
Date: Thu, 26 Nov 2026 11:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=hondo

--hondo

sin tipo
--hondo
Content-Type: application/octet-stream
Content-Transfer-Encoding: 8bit

octetos
--hondo--

--fuera--
""")

ODD = _letter("""\
From: "Uno, Dos" <uno@sur.example>, tres@sur.example (Tres)
Sender: <quien@sur.example>
Reply-To: Grupo: cuatro@sur.example, "Cin\\"co" <cinco@sur.example>;, seis@sur.example
To: undisclosed-recipients:;
Bcc: <@ruta.example,@otra.example:siete@sur.example>
Subject:
Date: Fri, 27 Nov 26 12:00:00 GMT
Message-ID: <no-clean@sur.example>

Cuerpo sin fin de línea""")

BODILESS = b"From: benito@sur.example\r\nSubject: sin cuerpo\r\n\r\n"

REPORT = _letter("""\
From: MAILER-DAEMON@sur.example
To: ana@norte.example
Subject: failure
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r

No llegó.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; sur.example

Final-Recipient: rfc822; nadie@sur.example
Action: failed
Status: 5.1.1
--r
Content-Type: text/rfc822-headers

Subject: x
--r--
""")

DIGEST = _letter("""\
From: lista@sur.example
Subject: digest
MIME-Version: 1.0
Content-Type: multipart/digest; boundary="d"

--d

From: a@sur.example
Subject: uno

1
--d

From: b@sur.example
Subject: dos

2
--d--
""")

LETTERS = {
    "plain": PLAIN,
    "latin": LATIN,
    "parts": PARTS,
    "nested": NESTED,
    "odd": ODD,
    "bodiless": BODILESS,
    "report": REPORT,
    "digest": DIGEST,
}
