"""The HTTP door: a bare ASGI application that speaks the Segment specification and CloudEvents 1.0.

`door.Door` is the application; `segment` and `cloudevents` read bodies; everything kept goes through
`intake.group_commit`.
"""
