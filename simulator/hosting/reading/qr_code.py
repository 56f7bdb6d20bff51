"""A text as a QR code, drawn for paper and projector."""

import io


def qr_svg(content: str, error: str = "m") -> str:
    """The text as a QR code: dark on light in every theme, so cameras read it.
    `error`: how much of it may be lost, `l` least, for long texts. What draws it is
    imported when it is wanted."""
    import segno

    out = io.BytesIO()
    segno.make(content, error=error, micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        border=4,
        omitsize=True,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return out.getvalue().decode("utf-8")
