"""Polku's words in Finnish and Swedish: `.po` files are kept, `.mo` files are made from them."""
