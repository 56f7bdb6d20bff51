"""A value of the contract as the JSON answer to a request."""

import msgspec
from flask import Response

JSON = "application/json; charset=utf-8"


def json_answer(value: object, status: int = 200) -> Response:
    """`value`: shapes, and whatever else msgspec encodes."""
    return Response(msgspec.json.encode(value), status, content_type=JSON)
