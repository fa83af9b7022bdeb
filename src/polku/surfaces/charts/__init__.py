"""Pictures: values in, shapes with their places out, drawn as SVG. Knows no page, no store and no language."""
