"""The rules: each reads the facts and offers points. No rule knows another; no rule knows Django."""
