"""The status codes this webmail says, and their phrases (RFC 9110 §15)."""

from collections.abc import Mapping

PHRASES: Mapping[int, str] = {
    200: "OK",
    303: "See Other",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Content Too Large",
    431: "Request Header Fields Too Large",
    501: "Not Implemented",
    502: "Bad Gateway",
}
