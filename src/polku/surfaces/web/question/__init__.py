"""The controls with which a page is asked about paths: which journey, when, of whom, compared with before."""
