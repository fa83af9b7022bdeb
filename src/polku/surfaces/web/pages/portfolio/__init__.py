"""The design language on one page: every token and part with an example, for whoever builds a page."""
