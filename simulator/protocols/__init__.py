"""Protocol engines: bytes and time in; bytes, questions, facts and a deadline out."""
