"""What is made for one request travels compressed, where the browser takes it."""

import gzip

import pytest

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/", "/escribe", "{share}/transcript.txt"])
def test_a_text_is_compressed_for_who_takes_gzip(visitor, path):
    path = path.format(share=visitor.boot()["share"])
    plain, small = visitor.http.get(path), visitor.http.get(path, headers=GZIP)
    assert plain.status_code == 200
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Content-Length"] == str(len(small.data))
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < 0.6 * len(plain.data)
    for response in (plain, small):
        assert "Accept-Encoding" in response.headers["Vary"]


def test_who_refuses_gzip_gets_it_plain(visitor):
    response = visitor.http.get("/", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in response.headers


def test_a_small_answer_is_not_compressed(visitor):
    response = visitor.http.get("/healthz", headers=GZIP)
    assert "Content-Encoding" not in response.headers
    assert "Vary" not in response.headers


def test_what_is_no_text_is_not_compressed(visitor):
    path = f"{visitor.boot()['share']}/capture.pcap"
    response = visitor.http.get(path, headers=GZIP)
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


def test_a_document_is_not_compressed_twice(visitor):
    response = visitor.http.get("/texts/es.json", headers=GZIP)
    assert gzip.decompress(response.data).startswith(b"{")
