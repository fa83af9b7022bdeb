"""The picture of a path, as shapes with their places; `customer/picture.html` draws them as SVG."""
