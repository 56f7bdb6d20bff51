"""The manners of a server among strangers: whom it answers, how long it waits, what it
writes to the terminal.
"""
