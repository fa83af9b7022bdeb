"""One folder per page: views, addresses, templates, browser files, tests."""
