"""The flow picture: touchpoints, the steps between them, and where customers leave, as SVG."""
