"""A made-up extension, POSTAGE: all the files that a new extension of SMTP needs."""
