"""What a new mapping begins with."""

from typing import Final

NAME: Final = "my-mapping"
STARTING_TEXT: Final = f"""\
name: {NAME}
title: What it reads, in a few words
reads: [segment]

namespaces:
  user_id: {{policy: unique}}
  email: {{policy: shareable}}

identify:
  user_id: "{{userId}}"
  email: "{{properties.email}}"

defaults:
  touchpoint: website
  channel: web

rules:
  - when: {{event: Support Requested}}
    interactions:
      - kind: asked
        side: customer
        subject: "{{properties.subject}}"
"""
