"""What is done to a running house: killed, starved of disk, locked out, cut from its database.

`make test` runs the short versions; `make soak` (POLKU_SOAK=1) the long ones.
"""
